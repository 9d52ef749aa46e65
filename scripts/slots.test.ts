import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const script = fileURLToPath(new URL('./slots.ts', import.meta.url))

function run(input: unknown, ...flags: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...flags], {
    input: typeof input === 'string' ? input : JSON.stringify(input),
    encoding: 'utf8',
    timeout: 20_000,
  })
  return { status, stdout, problems: stderr.split('\n').filter(Boolean) }
}

const calendar = {
  now: '2026-11-24T08:00:00Z',
  timeZone: 'Europe/Lisbon',
  availability: { rules: [{ weekday: 3, start: '09:00', end: '12:30' }], overrides: [] },
  service: { durationMinutes: 60 },
  busy: [{ start: '2026-11-25T10:00:00+01:00', end: '2026-11-25T11:00:00+01:00' }],
  from: '2026-11-25T00:00:00Z',
  to: '2026-11-26T00:00:00Z',
}

test('one line of JSON answers a described calendar, with reasons on request', () => {
  const slots = ['2026-11-25T10:00:00.000Z', '2026-11-25T11:00:00.000Z']
  expect(run(calendar)).toEqual({ status: 0, stdout: `${JSON.stringify({ slots })}\n`, problems: [] })
  const closed = [
    { startsAt: '2026-11-25T09:00:00.000Z', reason: 'busy' },
    { startsAt: '2026-11-25T12:00:00.000Z', reason: 'outside_availability' },
  ]
  expect(run(calendar, '--why').stdout).toBe(`${JSON.stringify({ slots, closed })}\n`)
})

test('what the provider’s own calendar closed is told apart from what was booked here', () => {
  const busy = [{ start: '2026-11-25T10:30:00Z', end: '2026-11-25T10:45:00Z' }]
  const answer = run({ ...calendar, calendar: { busy, knownUntil: '2026-11-25T11:30:00Z' } }, '--why')
  expect(JSON.parse(answer.stdout)).toEqual({
    slots: [],
    closed: [
      { startsAt: '2026-11-25T09:00:00.000Z', reason: 'busy' },
      { startsAt: '2026-11-25T10:00:00.000Z', reason: 'busy_in_calendar' },
      { startsAt: '2026-11-25T11:00:00.000Z', reason: 'calendar_unknown' },
      { startsAt: '2026-11-25T12:00:00.000Z', reason: 'outside_availability' },
    ],
  })
})

test('a wrong document is refused with one line per field', () => {
  const twice = [
    { date: '2026-12-25', intervals: [] },
    { date: '2026-12-25', intervals: [] },
  ]
  const availability = { rules: [{ weekday: 1, start: '17:00', end: '09:00' }], overrides: twice }
  const wrong = run({ ...calendar, timeZone: 'Mars', availability, service: {} })
  expect(wrong).toMatchObject({ status: 2, stdout: '' })
  expect(wrong.problems).toEqual([
    'slots: timeZone: Give an IANA time zone such as Europe/Lisbon.',
    'slots: availability.rules[0].end: The end has to come after the start.',
    'slots: availability.overrides: Each date can have one override only.',
    'slots: service.durationMinutes: This is missing.',
  ])
})

test('an unknown flag and text that is not JSON are refused', () => {
  expect(run(calendar, '--whyy')).toMatchObject({ status: 2, stdout: '' })
  const { status, problems } = run('{')
  expect({ status, problem: problems[0] }).toEqual({
    status: 2,
    problem: expect.stringMatching(/^slots: document: not valid JSON/),
  })
})
