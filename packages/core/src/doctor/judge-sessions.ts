import type { Finding } from '@foyer/shared/doctor'
import { MEETING_REASON_OWNERS, type MeetingReason, type MeetingStatus } from '@foyer/shared/meetings'
import { PLATFORM_COMPANIES, PLATFORM_NAMES, type Platform } from '@foyer/shared/platforms'
import { clockOf, distanceOf, finding, plural } from './words.ts'

/** A coming online session that has no link. */
export interface SessionFacts {
  sessionId: string
  title: string
  /** E-mail. */
  provider: string
  startsAt: Date
  addedAt: Date
  platform: Platform
  /** Null: nothing has asked for a room yet. */
  meeting: {
    status: MeetingStatus
    reason: MeetingReason | null
    attempts: number
    nextAttemptAt: Date | null
    claimedUntil: Date | null
  } | null
}

/** Two runs of the sweep; what is later than that was missed. */
const LATE_MS = 120_000
/** So near the start, somebody should know even of what heals by itself. */
const NEAR_MS = 3_600_000

const RECONNECT = 'Connect %s on the integrations page; every missing link is then made by itself.'
const WAIT = 'Nothing to do: it is tried again by itself.'

/** Why there is no link and what to do about it; %s is the company or the platform's name. */
const REASONS: Record<MeetingReason, { why: string; nextStep: string }> = {
  room_pending: { why: '%s is still making the room.', nextStep: WAIT },
  platform_unreachable: { why: '%s cannot be reached.', nextStep: `${WAIT} If it lasts, see the status page of %s.` },
  platform_rate_limited: { why: '%s asked to slow down.', nextStep: WAIT },
  daily_limit: {
    why: 'The daily limit of the account at %s is reached.',
    nextStep: 'Nothing to do: it goes on at 00:00 UTC, nearest sessions first.',
  },
  outcome_unknown: { why: 'An answer of %s was lost.', nextStep: 'Nothing to do: it looks before it writes again.' },
  connection_missing: { why: '%s is not connected.', nextStep: RECONNECT },
  connection_lost: { why: 'The permission at %s has ended.', nextStep: RECONNECT },
  permission_missing: { why: 'The calendar was left out of the permission at %s.', nextStep: RECONNECT },
  not_allowed: {
    why: 'The account may not make rooms at %s.',
    nextStep: 'Ask whoever administers the account at %s to allow it, then retry on the page of the session.',
  },
  room_failed: { why: '%s could not make the room.', nextStep: WAIT },
  rejected: { why: '%s refused the request.', nextStep: 'See the tries of this meeting, mend the cause, then retry.' },
  misconfigured: {
    why: 'This installation is not set up rightly at %s.',
    nextStep: 'Check client id, secret and enabled interfaces at %s, then retry on the page of the session.',
  },
  internal_error: { why: 'Foyer itself failed.', nextStep: 'See the log of the worker, then retry.' },
  session_over: { why: 'The session was taken for over.', nextStep: 'Compare the clocks of worker and database.' },
  removed_by_hand: {
    why: 'The room was removed at %s by hand, and the provider wants to be asked.',
    nextStep: 'The provider puts it back, or pastes a link, on the page of the session.',
  },
  moved_by_hand: {
    why: 'The session was moved at %s by hand, and the provider wants to be asked.',
    nextStep: 'The provider puts it back, or moves the session, on the page of the session.',
  },
}

/** One finding for each session without a link, the next one first. `more` were left out beyond those given. */
export function judgeSessions(sessions: SessionFacts[], more: number, now: Date): Finding[] {
  if (sessions.length === 0) return [finding({ area: 'sessions', what: 'Every coming online session has its link.' })]
  const found = sessions.map((session) => judgeSession(session, now))
  if (more > 0)
    found.push(
      finding({
        area: 'sessions',
        severity: 'warning',
        what: `${plural(more, 'later session')} without a link ${more === 1 ? 'is' : 'are'} not listed here.`,
        nextStep: 'Mend what stands first, then run this again.',
      }),
    )
  return found
}

function judgeSession(session: SessionFacts, now: Date): Finding {
  const { title, startsAt, provider, sessionId } = session
  const verdict = judgeMeeting(session, now)
  const start = `${startsAt < now ? 'began' : 'begins'} ${distanceOf(startsAt, now)} (${clockOf(startsAt)})`
  return finding({
    area: 'sessions',
    provider,
    session: { id: sessionId, startsAt: startsAt.toISOString() },
    ...verdict,
    nextStep: isNear(startsAt, now) ? `${verdict.nextStep} ${PASTE}` : verdict.nextStep,
    what: `"${title}" of ${provider} ${start} and has no link. ${verdict.what}`,
  })
}

type Verdict = Pick<Finding, 'severity' | 'what' | 'who' | 'nextStep'>

function judgeMeeting({ meeting, addedAt, startsAt, platform }: SessionFacts, now: Date): Verdict {
  const isLate = (at: Date) => now.getTime() - at.getTime() > LATE_MS
  const severity = isNear(startsAt, now) ? 'problem' : 'warning'
  if (!meeting) {
    const what = `No room was asked for since it was added ${distanceOf(addedAt, now)}.`
    if (isLate(addedAt)) return { severity: 'problem', who: 'operator', what, nextStep: WORKER }
    return { severity, who: 'foyer', what, nextStep: 'Nothing to do: the sweep finds it within a minute.' }
  }
  const { reason, attempts, nextAttemptAt } = meeting
  const isBeingTried = meeting.claimedUntil !== null && meeting.claimedUntil > now
  const owner = reason ? MEETING_REASON_OWNERS[reason] : 'foyer'
  const name = owner === 'provider' ? PLATFORM_NAMES[platform] : PLATFORM_COMPANIES[platform]
  const say = (text: string) => text.replaceAll('%s', name)
  const why = reason ? say(REASONS[reason].why) : 'Its room is being prepared.'
  const tries = attempts > 0 ? ` ${attempts === 1 ? '1 try' : `${attempts} tries`} so far.` : ''
  if (nextAttemptAt && !isBeingTried && isLate(nextAttemptAt))
    return {
      severity: 'problem',
      who: 'operator',
      what: `${why}${tries} The next try was due ${distanceOf(nextAttemptAt, now)}.`,
      nextStep: WORKER,
    }
  const next = nextAttemptAt ? ` Next try ${clockOf(nextAttemptAt)}.` : ''
  const what = `${why}${tries}${next}`
  if (reason && owner !== 'foyer')
    return { severity: 'problem', who: owner, what, nextStep: say(REASONS[reason].nextStep) }
  if (!nextAttemptAt && !isBeingTried)
    return {
      severity: 'problem',
      who: 'operator',
      what: `${what} No further try is planned.`,
      nextStep: 'Retry on the page of the session, as its provider or as an administrator.',
    }
  return { severity, who: 'foyer', what, nextStep: reason ? say(REASONS[reason].nextStep) : WAIT }
}

const isNear = (startsAt: Date, now: Date) => startsAt.getTime() - now.getTime() < NEAR_MS

const PASTE = 'Until then the provider can paste a link on the page of the session.'
const WORKER = 'See that the worker runs and reaches the database; it then takes this up within a minute.'
