import { MEETING_SOURCES, MEETING_STATUSES } from '@foyer/shared/meetings'
import { PLATFORMS, type Platform } from '@foyer/shared/platforms'
import { type FallbackStep, fallbackProblem } from '@foyer/shared/services'
import { SESSION_STATUSES } from '@foyer/shared/sessions'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FallbackPlan, planFallback } from './plan-fallback.ts'

type Session = Parameters<typeof planFallback>[0]
type Meeting = Parameters<typeof planFallback>[1]

const MINUTE = 60_000
const startsAt = new Date('2026-11-21T10:00:00Z')
const before = (minutes: number) => new Date(startsAt.getTime() - minutes * MINUTE)
const session: Session = { status: 'scheduled', startsAt, endsAt: new Date('2026-11-21T10:30:00Z') }
const blocked: Meeting = {
  platform: 'google_meet',
  status: 'blocked',
  source: 'platform',
  attempts: 3,
  polls: 0,
  nextAttemptAt: null,
  createdAt: before(5000),
  fallbackStep: 0,
  fallbackSince: null,
}
const trying: Meeting = { ...blocked, status: 'pending', nextAttemptAt: before(10) }
const booked: Meeting = { ...trying, attempts: 0, createdAt: before(12), nextAttemptAt: before(12) }
const zoom: FallbackStep = { kind: 'platform', platform: 'zoom' }
const room: FallbackStep = { kind: 'room', joinUrl: 'https://rooms.example/ana' }
const person: FallbackStep = { kind: 'person' }
const chain = (...fallback: FallbackStep[]) => ({ fallback, fallbackMinutesBefore: 15 })
const use = (step: FallbackStep, taken: number): FallbackPlan => ({ action: 'use', step, taken })
const nothing: FallbackPlan = { action: 'nothing' }
const wait = (until: Date): FallbackPlan => ({ action: 'wait', until })
const both = new Set<Platform>(['google_meet', 'zoom'])
const google = new Set<Platform>(['google_meet'])

describe('planFallback', () => {
  it.each<[string, Session, Meeting, ReturnType<typeof chain>, ReadonlySet<Platform>, Date, FallbackPlan]>([
    ['waits for its time', session, blocked, chain(room), google, before(60), wait(before(15))],
    ['takes the first step then', session, blocked, chain(room, person), google, before(15), use(room, 1)],
    [
      'takes over from what failed',
      session,
      { ...blocked, status: 'failed' },
      chain(room),
      google,
      before(14),
      use(room, 1),
    ],
    ['takes over from endless tries', session, trying, chain(room), google, before(9), use(room, 1)],
    ['still helps once the session has begun', session, blocked, chain(room), google, before(-5), use(room, 1)],
    ['lets what was booked late have its try', session, booked, chain(room), google, before(11), wait(before(9))],
    ['does not let it try for ever', session, booked, chain(room), google, before(9), use(room, 1)],
    [
      'lets a try go first that was just wanted',
      session,
      { ...blocked, nextAttemptAt: before(10), attempts: 0 },
      chain(room),
      google,
      before(10),
      wait(before(9)),
    ],
    [
      'does not wait for calls that are held back',
      session,
      { ...trying, attempts: 0, nextAttemptAt: before(-60) },
      chain(room),
      google,
      before(9),
      use(room, 1),
    ],
    ['goes to another platform', session, blocked, chain(zoom, room), both, before(15), use(zoom, 1)],
    ['passes over one that cannot be used', session, blocked, chain(zoom, room), google, before(15), use(room, 2)],
    ['waits for one that may be usable later', session, blocked, chain(zoom), google, before(15), nothing],
    ['does not go where it is', session, { ...blocked, platform: 'zoom' }, chain(zoom), both, before(15), nothing],
    [
      'gives the next platform its time',
      session,
      { ...trying, platform: 'zoom', fallbackStep: 1, fallbackSince: before(15) },
      chain(zoom, room),
      both,
      before(14),
      wait(before(12)),
    ],
    [
      'and goes on after it',
      session,
      { ...trying, platform: 'zoom', fallbackStep: 1, fallbackSince: before(15) },
      chain(zoom, room),
      both,
      before(12),
      use(room, 2),
    ],
    [
      'or at once when there is no hope',
      session,
      { ...blocked, platform: 'zoom', fallbackStep: 1, fallbackSince: before(15) },
      chain(zoom, room),
      both,
      before(14),
      use(room, 2),
    ],
    ['ends with the chain', session, { ...blocked, fallbackStep: 1 }, chain(person), google, before(9), nothing],
    ['leaves alone what has a link', session, { ...blocked, status: 'ready' }, chain(room), google, before(9), nothing],
    [
      'leaves alone what a person set',
      session,
      { ...blocked, source: 'manual' },
      chain(room),
      google,
      before(9),
      nothing,
    ],
    ['leaves alone what is off', { ...session, status: 'cancelled' }, blocked, chain(room), google, before(9), nothing],
    ['leaves alone what is over', session, blocked, chain(room), google, before(-31), nothing],
    ['has nothing to offer without a chain', session, blocked, chain(), google, before(9), nothing],
  ])('%s', (_name, ofSession, meeting, ofService, usable, now, plan) => {
    expect(planFallback(ofSession, meeting, ofService, usable, now)).toEqual(plan)
  })

  const instant = fc.integer({ min: -300, max: 300 }).map(before)
  const maybe = fc.option(instant, { nil: null })
  const step = fc.oneof(
    fc.constantFrom(...PLATFORMS).map((platform): FallbackStep => ({ kind: 'platform', platform })),
    fc.integer({ min: 1, max: 3 }).map((n): FallbackStep => ({ kind: 'room', joinUrl: `https://rooms.example/${n}` })),
    fc.constant(person),
  )
  const question = fc.record({
    ofSession: fc.record({
      status: fc.constantFrom(...SESSION_STATUSES),
      startsAt: fc.constant(startsAt),
      endsAt: fc.constant(session.endsAt),
    }),
    meeting: fc.record({
      platform: fc.constantFrom(...PLATFORMS),
      status: fc.constantFrom(...MEETING_STATUSES),
      source: fc.constantFrom(...MEETING_SOURCES),
      attempts: fc.nat(5),
      polls: fc.nat(5),
      nextAttemptAt: maybe,
      createdAt: instant,
      fallbackStep: fc.nat(3),
      fallbackSince: maybe,
    }),
    ofService: fc.record({
      fallback: fc.array(step, { maxLength: 3 }).filter((steps) => fallbackProblem(steps, 'google_meet') === null),
      fallbackMinutesBefore: fc.integer({ min: 5, max: 240 }),
    }),
    usable: fc.subarray([...PLATFORMS]).map((platforms) => new Set(platforms)),
    now: instant,
  })

  it('never takes a step too early, back, to an unusable platform, or from a meeting that has a link', () => {
    fc.assert(
      fc.property(question, ({ ofSession, meeting, ofService, usable, now }) => {
        const plan = planFallback(ofSession, meeting, ofService, usable, now)
        if (plan.action !== 'use') return
        expect(now >= before(ofService.fallbackMinutesBefore) && now < ofSession.endsAt).toBe(true)
        expect(plan.taken).toBeGreaterThan(meeting.fallbackStep)
        expect(ofService.fallback[plan.taken - 1]).toEqual(plan.step)
        expect(meeting).toMatchObject({ source: 'platform', status: expect.stringMatching(/pending|blocked|failed/) })
        if (plan.step.kind === 'platform') {
          expect(usable.has(plan.step.platform)).toBe(true)
          expect(plan.step.platform).not.toBe(meeting.platform)
        }
      }),
    )
  })

  it('takes by the time it named when nothing changes until then, and no room is left untaken by the start', () => {
    fc.assert(
      fc.property(question, ({ ofSession, meeting, ofService, usable, now }) => {
        const plan = planFallback(ofSession, meeting, ofService, usable, now)
        if (plan.action !== 'wait') return
        const then = planFallback(ofSession, meeting, ofService, usable, plan.until)
        if (plan.until < ofSession.endsAt) expect(then.action).toBe('use')
      }),
    )
  })
})
