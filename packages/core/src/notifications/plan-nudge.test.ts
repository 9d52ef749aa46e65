import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type NudgeStep, planNudge, URGENT_MS } from './plan-nudge.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const LOST = new Date('2026-11-21T12:00:00Z')

const later = (ms: number) => new Date(LOST.getTime() + ms)
const told = (step: NudgeStep, afterMs: number) => ({ step, at: later(afterMs) })
const plan = (change: Partial<Parameters<typeof planNudge>[0]>) =>
  planNudge({
    lostSince: LOST,
    firstWaitingAt: later(60 * DAY),
    told: [],
    timeZone: 'Europe/Lisbon',
    now: LOST,
    ...change,
  })

describe('a provider whose connection was lost', () => {
  it.each<[string, Partial<Parameters<typeof planNudge>[0]>, NudgeStep | null]>([
    ['hears of it at once when a session is near', { firstWaitingAt: later(23 * HOUR) }, 'now'],
    ['hears of that at night as well', { firstWaitingAt: later(13 * HOUR), now: later(12 * HOUR) }, 'now'],
    ['hears nothing yet when no session is near', {}, null],
    ['is reminded after a day', { now: later(DAY) }, 'day_1'],
    ['is reminded again on the third day', { now: later(3 * DAY), told: [told('day_1', DAY)] }, 'day_3'],
    ['is reminded by the newest reminder only', { now: later(8 * DAY), told: [] }, 'day_7'],
    ['is not reminded twice of one day', { now: later(2.5 * DAY), told: [told('day_1', DAY)] }, null],
    ['is left alone after the last one', { now: later(20 * DAY), told: [told('day_14', 14 * DAY)] }, null],
    ['is left alone when nothing was begun in three weeks', { now: later(22 * DAY) }, null],
    [
      'hears at once of a session that has come near since',
      { now: later(40 * DAY), firstWaitingAt: later(40.5 * DAY), told: [told('day_14', 14 * DAY)] },
      'now',
    ],
    [
      'hears nothing twice within a day, whatever comes near',
      { now: later(1.5 * DAY), firstWaitingAt: later(2 * DAY), told: [told('day_1', DAY)] },
      null,
    ],
    ['is not reminded at night', { now: later(DAY + 9 * HOUR) }, null],
    ['is reminded by their own clock', { now: later(DAY + 12 * HOUR), timeZone: 'Asia/Tokyo' }, 'day_1'],
    ['is reminded once where nothing waits', { now: later(DAY), firstWaitingAt: null }, 'day_1'],
    [
      'is not reminded again where nothing waits',
      { now: later(3 * DAY), firstWaitingAt: null, told: [told('day_1', DAY)] },
      null,
    ],
    ['hears nothing once it is mended', { lostSince: null, firstWaitingAt: later(HOUR) }, null],
  ])('%s', (_name, change, expected) => {
    expect(plan(change)).toBe(expected)
  })
})

it('is told no step twice, at most once a day, by day unless it is urgent, and never after it was mended', () => {
  const zone = fc.constantFrom('Europe/Lisbon', 'Asia/Kathmandu', 'Pacific/Auckland', 'America/St_Johns')
  const look = fc.record({
    afterMs: fc.integer({ min: 60_000, max: 2 * DAY }),
    waitsMs: fc.option(fc.integer({ min: 1, max: 30 * DAY })),
  })
  fc.assert(
    fc.property(fc.array(look, { maxLength: 60 }), zone, fc.nat(60), (looks, timeZone, mendedAfter) => {
      const soFar: { step: NudgeStep; at: Date }[] = []
      let now = LOST
      for (const [index, { afterMs, waitsMs }] of looks.entries()) {
        now = new Date(now.getTime() + afterMs)
        const isMended = index >= mendedAfter
        const firstWaitingAt = waitsMs === null ? null : new Date(now.getTime() + waitsMs)
        const step = planNudge({ lostSince: isMended ? null : LOST, firstWaitingAt, told: soFar, timeZone, now })
        if (!step) continue
        expect(isMended).toBe(false)
        expect(soFar.map((one) => one.step)).not.toContain(step)
        for (const { at } of soFar) expect(now.getTime() - at.getTime()).toBeGreaterThanOrEqual(DAY)
        if (step === 'now') expect(waitsMs ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(URGENT_MS)
        else expect(hourIn(timeZone, now)).toSatisfy((hour: number) => hour >= 8 && hour < 20)
        soFar.push({ step, at: now })
      }
      expect(soFar.length).toBeLessThanOrEqual(5)
    }),
  )
})

const hourIn = (timeZone: string, at: Date) =>
  Number(new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(at))
