import type { meetings, services, sessions } from '@foyer/db/schema'
import type { FallbackDto } from '@foyer/shared/meetings'
import type { FallbackStep } from '@foyer/shared/services'

type MeetingRow = typeof meetings.$inferSelect
type Chain = Pick<typeof services.$inferSelect, 'fallback' | 'fallbackMinutesBefore'>

/** The step of the chain that is in use, for everybody who may see the session; null when there is none. */
export function fallbackOf(meeting: MeetingRow, chain: readonly FallbackStep[]): FallbackDto | null {
  const { source, platform, fallbackFrom, fallbackReason, fallbackSince, fallbackStep } = meeting
  if (!fallbackFrom || !fallbackSince || source === 'manual') return null
  const taken = chain[fallbackStep - 1]
  const shown = { from: fallbackFrom, reason: fallbackReason, since: fallbackSince.toISOString(), contact: null }
  if (source === 'fallback') return { ...shown, kind: 'room' }
  // Once there is a link, nobody has to be asked for one.
  if (taken?.kind === 'person' && meeting.status !== 'ready')
    return { ...shown, kind: 'person', contact: taken.contact || null }
  return platform === fallbackFrom ? null : { ...shown, kind: 'platform' }
}

/** When a session without a link gets a backup room; null where none is left, or where only somebody's help is. */
export function backupRoomAt(
  session: Pick<typeof sessions.$inferSelect, 'status' | 'startsAt'>,
  meeting: MeetingRow,
  { fallback, fallbackMinutesBefore }: Chain,
): Date | null {
  const isWaiting = session.status === 'scheduled' && meeting.source === 'platform' && meeting.status !== 'ready'
  if (!isWaiting || !fallback.slice(meeting.fallbackStep).some(({ kind }) => kind === 'room')) return null
  return new Date(session.startsAt.getTime() - fallbackMinutesBefore * 60_000)
}

/** Whether a step is left that brings a link; whether its platform can be used shows when it is taken. */
export const canUseFallback = (
  session: Pick<typeof sessions.$inferSelect, 'status'>,
  { source, fallbackStep }: MeetingRow,
  { fallback }: Chain,
): boolean =>
  session.status === 'scheduled' &&
  source === 'platform' &&
  fallback.slice(fallbackStep).some(({ kind }) => kind !== 'person')
