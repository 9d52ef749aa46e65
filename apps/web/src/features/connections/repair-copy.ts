import type { ConnectionDto, RepairProgress } from '@foyer/shared/connections'
import { PLATFORM_NAMES } from '@foyer/shared/platforms'
import type { Tone } from '../../ui/status.tsx'

/** How a repair goes, in words. */
export interface RepairCopy {
  tone: Tone
  title: string
  text: string
  /** 0 to 1 while it goes on, else null. */
  share: number | null
}

/** "5 of 7 repaired", then "All 7 links are ready", or how many wait for somebody. */
export function repairCopy(connection: ConnectionDto, repair: RepairProgress): RepairCopy {
  const { total, ready, stuck } = repair
  const name = PLATFORM_NAMES[connection.platform]
  const title = `${ready} of ${total} repaired`
  const left = total - ready - stuck.length
  if (ready === total) {
    const all =
      total === 1 ? 'The link is ready' : total === 2 ? 'Both links are ready' : `All ${total} links are ready`
    return {
      tone: 'pine',
      title: all,
      text: `${name} works again. Who takes part has been told where a link changed.`,
      share: null,
    }
  }
  const making = left === 1 ? '1 link is being made now.' : `${left} links are being made now.`
  if (stuck.length === 0) return { tone: 'sky', title, text: `${name} is connected. ${making}`, share: ready / total }
  const waits = stuck.length === 1 ? '1 cannot be made yet' : `${stuck.length} cannot be made yet`
  return {
    tone: 'amber',
    title: `${title}, ${waits}`,
    text: left > 0 ? making : 'The others are ready.',
    share: left > 0 ? ready / total : null,
  }
}

/** Whether the links of this connection are told of as a repair, so that nothing else has to. */
export const isRepairing = ({ repair }: ConnectionDto): boolean => repair !== null && repair.ready < repair.total
