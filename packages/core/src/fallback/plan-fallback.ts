import type { MeetingSource, MeetingStatus } from '@foyer/shared/meetings'
import type { Platform } from '@foyer/shared/platforms'
import type { FallbackStep } from '@foyer/shared/services'
import type { SessionStatus } from '@foyer/shared/sessions'

interface PlannedSession {
  status: SessionStatus
  startsAt: Date
  endsAt: Date
}

interface PlannedMeeting {
  platform: Platform
  status: MeetingStatus
  source: MeetingSource
  attempts: number
  polls: number
  nextAttemptAt: Date | null
  createdAt: Date
  fallbackStep: number
  fallbackSince: Date | null
}

interface Chain {
  fallback: readonly FallbackStep[]
  fallbackMinutesBefore: number
}

/** Take this step, and count it as so many; or wait for the time at which it is taken should there be no link by then. */
export type FallbackPlan =
  | { action: 'nothing' }
  | { action: 'wait'; until: Date }
  | { action: 'use'; step: FallbackStep; taken: number }

const MINUTE = 60_000
/** What a platform gets at most and at least before the next step is taken; between them a third of the time left. */
const LONGEST_TRY = 3 * MINUTE
const SHORTEST_TRY = MINUTE

/**
 * Decides whether a session's fallback takes over, from the rows and the clock alone. `usable` are the platforms that
 * are set up here and connected: a step to another one is passed over, and taken later should it become usable.
 */
export function planFallback(
  session: PlannedSession,
  meeting: PlannedMeeting,
  chain: Chain,
  usable: ReadonlySet<Platform>,
  now: Date,
): FallbackPlan {
  const lacksLink = meeting.status === 'pending' || meeting.status === 'blocked' || meeting.status === 'failed'
  const isComing = session.status === 'scheduled' && session.endsAt > now
  if (!lacksLink || !isComing || meeting.source !== 'platform') return { action: 'nothing' }
  const next = nextStep(meeting, chain.fallback, usable)
  if (!next) return { action: 'nothing' }
  const nearAt = session.startsAt.getTime() - chain.fallbackMinutesBefore * MINUTE
  const until = new Date(Math.max(nearAt, hopeUntil(session, meeting, now)))
  return until > now ? { action: 'wait', until } : { action: 'use', ...next }
}

/** The first step after those taken that can be taken now; null when none is left. */
export function nextStep(
  { platform, fallbackStep }: Pick<PlannedMeeting, 'platform' | 'fallbackStep'>,
  steps: readonly FallbackStep[],
  usable: ReadonlySet<Platform>,
): { step: FallbackStep; taken: number } | null {
  const canBeTaken = (step: FallbackStep) =>
    step.kind !== 'platform' || (step.platform !== platform && usable.has(step.platform))
  const index = steps.findIndex((step, at) => at >= fallbackStep && canBeTaken(step))
  const step = steps[index]
  return step ? { step, taken: index + 1 } : null
}

/** Until when the present way may still bring a link, so that nothing is given up that has only just begun. */
function hopeUntil(session: PlannedSession, meeting: PlannedMeeting, now: Date): number {
  if (meeting.status !== 'pending' && meeting.nextAttemptAt === null) return 0
  const since = Math.max(meeting.createdAt.getTime(), meeting.fallbackSince?.getTime() ?? 0)
  const share = (session.startsAt.getTime() - since) / 3
  const tried = since + Math.min(LONGEST_TRY, Math.max(SHORTEST_TRY, share))
  // Wanted anew (a reconnect, a retry): the first try is due or on its way. One that is put off was held back instead.
  const { attempts, polls, nextAttemptAt } = meeting
  const isFresh = attempts === 0 && polls === 0 && nextAttemptAt !== null && nextAttemptAt <= now
  return isFresh ? Math.max(tried, nextAttemptAt.getTime() + SHORTEST_TRY) : tried
}
