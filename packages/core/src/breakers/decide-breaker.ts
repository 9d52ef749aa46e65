import type { BreakerKind, BreakerReason, BreakerState } from '@foyer/shared/breakers'

/** What keeps calls from one account or one platform, as it is stored. */
export interface Breaker {
  kind: BreakerKind
  state: BreakerState
  failures: number
  countingSince: Date | null
  /** Connections whose calls failed while it was closed; only of a platform. */
  failedConnections: string[]
  reason: BreakerReason | null
  opens: number
  openedAt: Date | null
  openUntil: Date | null
  /** The platform named `openUntil` itself. */
  isNamed: boolean
  probeUntil: Date | null
  probeEpoch: number
}

/** Until when a call is held back, why, and how often in a row that has been so. */
export interface Hold {
  until: Date
  reason: BreakerReason
  opens: number
}

/** Whether a call may go out now, and whether it is then the one that finds out if things work again. */
export type Passage = { go: true; asProbe: boolean } | ({ go: false } & Hold)

/**
 * What a call taught us. `answered`: whatever the answer, the platform works. `nothing`: it never got that far.
 * `retryAt` is the platform's own "not before".
 */
export type CallOutcome = 'answered' | 'nothing' | { failed: BreakerReason; retryAt?: Date | undefined }

export interface EndedCall {
  outcome: CallOutcome
  connectionId: string
  /** The epoch that it went out with as the probe; null for an ordinary call. */
  probeEpoch: number | null
  now: Date
  /** Uniform in [0, 1). */
  random: number
}

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Failures in a row that open it, when they come within this time of the first, from so many accounts. */
const OPENS_AFTER = {
  connection: { failures: 5, withinMs: 10 * MINUTE, connections: 1 },
  platform: { failures: 10, withinMs: 30 * SECOND, connections: 5 },
} as const

/** How long it stays open: doubled each time, up to a longest. Limits take longer to clear than faults. */
const FIRST_MS = 10 * SECOND
const LONGEST_MS: Record<BreakerKind, Record<BreakerReason, number>> = {
  connection: { unreachable: 5 * MINUTE, rate_limited: 15 * MINUTE },
  platform: { unreachable: 2 * MINUTE, rate_limited: 2 * MINUTE },
}
/** A platform's "not before" is believed up to here. */
const LONGEST_NAMED_MS = 24 * HOUR
/** As long as the calls of one step take when none is answered; whoever holds the probe longer is taken for dead. */
const PROBE_MS = 25 * SECOND
/** A meeting waits for a tenth of the time to its start at most, but never less than this. */
const SHORTEST_WAIT_MS = 5 * SECOND

export const CLOSED = {
  state: 'closed',
  failures: 0,
  countingSince: null,
  failedConnections: [],
  reason: null,
  opens: 0,
  openedAt: null,
  openUntil: null,
  isNamed: false,
  probeUntil: null,
  probeEpoch: 0,
} as const satisfies Omit<Breaker, 'kind'>

/** Whether a call for a session that begins at `startsAt` (null: for none) may go out now. */
export function decideBreaker(breaker: Breaker, { startsAt, now }: { startsAt: Date | null; now: Date }): Passage {
  const { state, openUntil, probeUntil, opens } = breaker
  const reason = breaker.reason ?? 'unreachable'
  if (state === 'closed' || !openUntil) return { go: true, asProbe: false }
  if (state === 'half_open' && probeUntil)
    return probeUntil > now ? { go: false, until: probeUntil, reason, opens } : { go: true, asProbe: true }
  const until = startsAt ? soonerFor(startsAt, breaker, now) : openUntil
  return until > now ? { go: false, until, reason, opens } : { go: true, asProbe: true }
}

/** A session that begins soon does not wait for minutes that only we thought of; what the platform named holds for all. */
function soonerFor(startsAt: Date, { openUntil, openedAt, isNamed }: Breaker, now: Date): Date {
  const end = openUntil ?? now
  if (isNamed || !openedAt) return end
  const patience = Math.max(SHORTEST_WAIT_MS, (startsAt.getTime() - now.getTime()) / 10)
  return new Date(Math.min(end.getTime(), openedAt.getTime() + patience))
}

/** Lets one call through: whoever writes this first is the only one until the lease ends. */
export function takeProbe(breaker: Breaker, now: Date): Breaker {
  return {
    ...breaker,
    state: 'half_open',
    probeUntil: new Date(now.getTime() + PROBE_MS),
    probeEpoch: breaker.probeEpoch + 1,
  }
}

/** The breaker after a call has ended; null when all is well, and nothing has to be remembered. */
export function afterCall(breaker: Breaker, call: EndedCall): Breaker | null {
  const { outcome } = call
  if (breaker.state === 'closed') {
    if (outcome === 'answered') return null
    return outcome === 'nothing' ? breaker : count(breaker, call, outcome)
  }
  const isProbe = breaker.state === 'half_open' && breaker.probeEpoch === call.probeEpoch
  if (!isProbe) return typeof outcome === 'object' ? prolong(breaker, call, outcome) : breaker
  if (outcome === 'answered') return null
  if (outcome === 'nothing') return { ...breaker, state: 'open', openUntil: call.now, probeUntil: null }
  return open(breaker, call, outcome)
}

type Failed = Exclude<CallOutcome, string>

function count(breaker: Breaker, call: EndedCall, failed: Failed): Breaker {
  const limits = OPENS_AFTER[breaker.kind]
  const { countingSince } = breaker
  const isStale = !countingSince || call.now.getTime() - countingSince.getTime() > limits.withinMs
  const before = isStale ? CLOSED : breaker
  const others = before.failedConnections.filter((id) => id !== call.connectionId)
  const counted: Breaker = {
    ...breaker,
    failures: before.failures + 1,
    countingSince: before.countingSince ?? call.now,
    failedConnections: [...others, call.connectionId].slice(-limits.connections),
    reason: failed.failed,
  }
  const isOver = counted.failures >= limits.failures && counted.failedConnections.length >= limits.connections
  // Another call at once can only make a limit of the account's worse.
  const isAsked = breaker.kind === 'connection' && failed.failed === 'rate_limited'
  return isOver || isAsked ? open(counted, call, failed) : counted
}

function open(breaker: Breaker, { now, random }: EndedCall, failed: Failed): Breaker {
  const opens = breaker.opens + 1
  const named = namedTime(breaker, now, failed)
  const span = Math.min(LONGEST_MS[breaker.kind][failed.failed], FIRST_MS * 2 ** Math.min(opens - 1, 20))
  return {
    ...CLOSED,
    kind: breaker.kind,
    state: 'open',
    reason: failed.failed,
    opens,
    openedAt: now,
    openUntil: named ?? new Date(now.getTime() + span * (0.75 + random / 4)),
    isNamed: named !== null,
    probeEpoch: breaker.probeEpoch,
  }
}

/** A call that was under way already may still hear of a later time. */
function prolong(breaker: Breaker, { now }: EndedCall, failed: Failed): Breaker {
  const named = namedTime(breaker, now, failed)
  if (breaker.state !== 'open' || !named || (breaker.openUntil && named <= breaker.openUntil)) return breaker
  return { ...breaker, reason: failed.failed, openUntil: named, isNamed: true }
}

/** What one account was told is no word about the others. */
function namedTime({ kind }: Breaker, now: Date, { retryAt }: Failed): Date | null {
  if (kind !== 'connection' || !retryAt || retryAt <= now) return null
  return new Date(Math.min(retryAt.getTime(), now.getTime() + LONGEST_NAMED_MS))
}
