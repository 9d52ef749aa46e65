import { expect, it } from 'vitest'
import { readChoice } from './booking-choice.ts'

const slot = '2026-11-25T09:30:00.000Z'

it('reads back what was chosen', () => {
  const choice = { day: '2026-11-25', slot, zone: 'Asia/Tokyo', step: 'confirm' as const }
  expect(readChoice({ ...choice, month: '2026-11' })).toEqual({ ...choice, month: '2026-11' })
})

it.each([
  ['a month that is none', { month: '2026-13' }],
  ['a day that does not exist', { day: '2026-02-30' }],
  ['a day that is not one', { day: 'tomorrow' }],
  ['a slot without its day', { slot }],
  ['a slot that is no instant', { day: undefined, slot: 'soon' }],
  ['a zone that nobody knows', { zone: 'Mars/Olympus' }],
  ['a step without a time', { step: 'confirm' }],
  ['values that are no text', { month: 5, zone: ['Europe/Berlin'] }],
])('leaves out %s', (_, search) => {
  expect(Object.values(readChoice(search)).filter((value) => value !== undefined)).toEqual([])
})
