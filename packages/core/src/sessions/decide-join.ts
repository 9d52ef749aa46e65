import type { MeetingStatus } from '@foyer/shared/meetings'
import { ROOM_CLOSES_MINUTES, type SessionStatus } from '@foyer/shared/sessions'

export interface JoinQuestion {
  session: { status: SessionStatus; startsAt: Date; endsAt: Date }
  meeting: { status: MeetingStatus; joinUrl: string | null } | null
  /** Minutes before the start from which this person may enter. */
  opensMinutes: number
  now: Date
}

export type JoinDecision =
  | { status: 'open'; joinUrl: string }
  | { status: 'early'; opensAt: Date }
  | { status: 'waiting' | 'over' | 'cancelled' }

/** Where the stable join address leads at this moment. The window includes both of its ends. */
export function decideJoin({ session, meeting, opensMinutes, now }: JoinQuestion): JoinDecision {
  if (session.status === 'cancelled') return { status: 'cancelled' }
  if (now.getTime() > session.endsAt.getTime() + ROOM_CLOSES_MINUTES * 60_000) return { status: 'over' }
  const opensAt = new Date(session.startsAt.getTime() - opensMinutes * 60_000)
  if (now < opensAt) return { status: 'early', opensAt }
  if (meeting?.status === 'ready' && meeting.joinUrl) return { status: 'open', joinUrl: meeting.joinUrl }
  return { status: 'waiting' }
}
