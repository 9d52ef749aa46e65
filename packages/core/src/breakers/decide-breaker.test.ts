import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { afterCall, type Breaker, type CallOutcome, CLOSED, decideBreaker, takeProbe } from './decide-breaker.ts'

const start = new Date('2026-11-21T09:00:00Z').getTime()
const at = (seconds: number) => new Date(start + seconds * 1000)
const inAWeek = at(7 * 86_400)
const connection: Breaker = { ...CLOSED, failedConnections: [], kind: 'connection' }
const platform: Breaker = { ...connection, kind: 'platform' }
const failed: CallOutcome = { failed: 'unreachable' }

const after = (
  breaker: Breaker,
  outcome: CallOutcome,
  { seconds = 0, of = 'a', probeEpoch = null as number | null, random = 1 } = {},
) => afterCall(breaker, { outcome, connectionId: of, probeEpoch, now: at(seconds), random })

/** The breaker after so many failures, one a second, of so many accounts in turn. */
function failing(breaker: Breaker, times: number, accounts = 1): Breaker {
  let now = breaker
  for (let call = 0; call < times; call += 1)
    now = after(now, failed, { seconds: call, of: `account-${call % accounts}` }) ?? breaker
  return now
}

/** How long a breaker that opens for the nth time stays open, in seconds. */
const spans = (breaker: Breaker, outcome: CallOutcome, times: number) => {
  const found: number[] = []
  let now: Breaker = { ...breaker, failures: 100, countingSince: at(0), failedConnections: ['b', 'c', 'd', 'e', 'f'] }
  for (let round = 0; round < times; round += 1) {
    now = after(now, outcome, { probeEpoch: now.probeEpoch }) ?? now
    found.push(((now.openUntil?.getTime() ?? 0) - start) / 1000)
    now = takeProbe({ ...now, openUntil: at(0) }, at(0))
  }
  return found
}

describe('the breaker of an account', () => {
  it('opens with the fifth failure in a row, and not before', () => {
    expect([1, 4, 5].map((times) => failing(connection, times).state)).toEqual(['closed', 'closed', 'open'])
  })

  it('forgets what failed before an answer, and what failed long ago', () => {
    expect(after(failing(connection, 4), 'answered')).toBeNull()
    const late = after(failing(connection, 4), failed, { seconds: 601 })
    expect(late).toMatchObject({ state: 'closed', failures: 1 })
  })

  it('opens at once for as long as the platform asks, for every session and up to a day', () => {
    const retryAt = at(30)
    const asked = after(connection, { failed: 'rate_limited', retryAt })
    expect(asked).toMatchObject({ state: 'open', openUntil: retryAt, isNamed: true })
    const soon = { startsAt: at(40), now: at(29) }
    expect(asked && decideBreaker(asked, soon)).toEqual({ go: false, until: retryAt, reason: 'rate_limited', opens: 1 })
    const never = after(connection, { failed: 'rate_limited', retryAt: at(10 * 86_400) })
    expect(never?.openUntil).toEqual(at(86_400))
  })

  it('opens at once when a limit is named without a time, and for longer each time', () => {
    expect(spans(connection, { failed: 'rate_limited' }, 9)).toEqual([10, 20, 40, 80, 160, 320, 640, 900, 900])
    expect(spans(connection, failed, 7)).toEqual([10, 20, 40, 80, 160, 300, 300])
  })

  it('hears of a later time from a call that was under way, and of nothing else', () => {
    const open = failing(connection, 5)
    expect(after(open, { failed: 'rate_limited', retryAt: at(500) })).toMatchObject({
      openUntil: at(500),
      isNamed: true,
    })
    for (const outcome of [failed, 'answered', 'nothing'] as const) expect(after(open, outcome)).toBe(open)
  })
})

describe('the breaker of a platform', () => {
  it('opens when ten calls of five accounts fail within half a minute', () => {
    expect(failing(platform, 9, 5).state).toBe('closed')
    expect(failing(platform, 10, 5).state).toBe('open')
    expect(spans(platform, failed, 6)).toEqual([10, 20, 40, 80, 120, 120])
  })

  it('stays closed for one account, or four, however often they fail', () => {
    expect(failing(platform, 25, 1)).toMatchObject({ state: 'closed', failures: 25 })
    expect(failing(platform, 25, 4).state).toBe('closed')
  })

  it('is not told by one account what holds for all', () => {
    const counted = after(platform, { failed: 'rate_limited', retryAt: at(3600) })
    expect(counted).toMatchObject({ state: 'closed', failures: 1, isNamed: false })
  })
})

describe('an open breaker', () => {
  const open = failing(connection, 5)

  it('holds calls back until its time, and then lets one through', () => {
    const ask = (seconds: number) => decideBreaker(open, { startsAt: inAWeek, now: at(seconds) })
    expect(ask(13)).toEqual({ go: false, until: at(14), reason: 'unreachable', opens: 1 })
    expect(ask(14)).toEqual({ go: true, asProbe: true })
  })

  it('lets nobody else through while the one is under way, until its lease has ended', () => {
    const half = takeProbe(open, at(14))
    const ask = (seconds: number) => decideBreaker(half, { startsAt: inAWeek, now: at(seconds) })
    expect([ask(14), ask(38)]).toEqual(Array(2).fill({ go: false, until: at(39), reason: 'unreachable', opens: 1 }))
    expect(ask(39)).toEqual({ go: true, asProbe: true })
  })

  it('closes with an answer to the probe, opens for longer without one, and is free again after a call that never was', () => {
    const half = takeProbe(open, at(14))
    const ended = (outcome: CallOutcome) => after(half, outcome, { seconds: 15, probeEpoch: half.probeEpoch })
    expect(ended('answered')).toBeNull()
    expect(ended(failed)).toMatchObject({ state: 'open', opens: 2, openUntil: at(35) })
    expect(ended('nothing')).toMatchObject({ state: 'open', openUntil: at(15) })
  })

  it('listens to no earlier probe and to no other call', () => {
    const half = takeProbe(takeProbe(open, at(14)), at(39))
    for (const probeEpoch of [1, null]) expect(after(half, 'answered', { probeEpoch })).toBe(half)
  })

  it.each([
    ['a week', 7 * 86_400, 314],
    ['twenty minutes', 1200, 4 + 120],
    ['a minute', 60, 4 + 6],
    ['no time at all', 0, 4 + 5],
  ])('makes a session that begins in %s wait no longer than its nearness allows', (_name, seconds, until) => {
    const long: Breaker = { ...open, openUntil: at(314) }
    expect(decideBreaker(long, { startsAt: at(4 + seconds), now: at(4) })).toEqual({
      go: false,
      until: at(until),
      reason: 'unreachable',
      opens: 1,
    })
  })
})

describe('whatever happens', () => {
  const step = fc.record({
    waitsMs: fc.integer({ min: 0, max: 60_000 }),
    account: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    outcome: fc.constantFrom('answered', 'nothing', 'unreachable', 'rate_limited', 'named'),
    /** How long the call is under way. */
    takesMs: fc.integer({ min: 0, max: 20_000 }),
    startsInMs: fc.option(fc.integer({ min: -3_600_000, max: 864_000_000 })),
    random: fc.double({ min: 0, max: 0.999, noNaN: true }),
  })

  it.each([connection, platform])(
    'no two probes are under way, an open breaker has an end, and an answer closes it',
    (first) => {
      fc.assert(
        fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
          let breaker: Breaker | null = null
          let now = start
          let probes: { endsAt: number; end: () => void }[] = []
          for (const { waitsMs, account, outcome, takesMs, startsInMs, random } of steps) {
            now += waitsMs
            for (const due of probes.filter(({ endsAt }) => endsAt <= now)) due.end()
            probes = probes.filter(({ endsAt }) => endsAt > now)
            const seen = breaker ?? first
            const startsAt = startsInMs === null ? null : new Date(now + startsInMs)
            const passage = decideBreaker(seen, { startsAt, now: new Date(now) })
            if (!passage.go) {
              expect(passage.until.getTime()).toBeGreaterThan(now)
              expect(passage.until.getTime()).toBeLessThanOrEqual(now + 86_400_000)
              continue
            }
            const read: CallOutcome =
              outcome === 'named'
                ? { failed: 'rate_limited', retryAt: new Date(now + 30_000) }
                : outcome === 'answered' || outcome === 'nothing'
                  ? outcome
                  : { failed: outcome }
            const probeEpoch: number | null = passage.asProbe ? takeProbe(seen, new Date(now)).probeEpoch : null
            const finish = (endedAt: number) => {
              const call = { outcome: read, connectionId: account, probeEpoch, now: new Date(endedAt), random }
              breaker = afterCall(breaker ?? first, call)
              if (outcome === 'answered' && passage.asProbe) expect(breaker).toBeNull()
              if (breaker && breaker.state !== 'closed')
                expect(breaker.openUntil?.getTime()).toBeGreaterThanOrEqual(endedAt)
            }
            if (!passage.asProbe) {
              finish(now)
              continue
            }
            expect(probes).toEqual([])
            breaker = takeProbe(seen, new Date(now))
            const endsAt = now + takesMs
            probes.push({ endsAt, end: () => finish(endsAt) })
          }
        }),
      )
    },
  )
})
