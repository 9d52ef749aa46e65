import type { SessionDto } from '@foyer/shared/sessions'
import { useState } from 'react'

/** So many sessions can be chosen one by one; for more there is the whole service, or all of them. */
export const MOST_CHOSEN = 50

/** Which sessions of a list are chosen, while some are being chosen at all. */
export interface ChosenSessions {
  isChoosing: boolean
  ids: ReadonlySet<string>
  begin: () => void
  end: () => void
  toggle: (id: string) => void
}

/** A choice among sessions that begins with a press and ends with nothing chosen. */
export function useChosenSessions(): ChosenSessions {
  const [ids, setIds] = useState<ReadonlySet<string> | null>(null)
  return {
    isChoosing: ids !== null,
    ids: ids ?? new Set(),
    begin: () => setIds(new Set()),
    end: () => setIds(null),
    toggle: (id) =>
      setIds((before) => {
        const after = new Set(before)
        if (!after.delete(id) && after.size < MOST_CHOSEN) after.add(id)
        return after
      }),
  }
}

/** Whether its platform can still be changed: online, and not begun. */
export const canChoose = ({ meeting, status, startsAt }: SessionDto, now: Date): boolean =>
  meeting !== null && status === 'scheduled' && new Date(startsAt) > now
