import { expect, it } from 'vitest'
import { initials } from './initials.ts'
import { groupSlots } from './slots.ts'

const berlin = { locale: 'en-GB', timeZone: 'Europe/Berlin' }
const at = (startsAt: string) => ({ startsAt, seatsLeft: 1 })

it('groups slots by the part of the reader’s day, in order, without empty parts', () => {
  const slots = ['2026-11-25T16:00:00Z', '2026-11-25T08:00:00Z', '2026-11-25T10:59:00Z'].map(at)
  const groups = groupSlots(slots, berlin).map(({ part, slots: found }) => [part, found.map((slot) => slot.label)])
  expect(groups).toEqual([
    ['Morning', ['09:00', '11:59']],
    ['Evening', ['17:00']],
  ])
})

it('tells apart the two slots that share a clock when clocks go back', () => {
  const groups = groupSlots(['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'].map(at), berlin)
  expect(groups[0]?.slots.map((slot) => slot.label)).toEqual(['02:30 UTC+2', '02:30 UTC+1'])
})

it.each([
  ['Dr Ana Ribeiro', 'AR'],
  ['Evening group', 'Eg'],
  ['Prof. Ángela de la Cruz', 'ÁC'],
  ['Plato', 'P'],
  ['  ', '·'],
])('%s is drawn as %s', (name, letters) => {
  expect(initials(name)).toBe(letters)
})
