import type { RepairProgress } from '@foyer/shared/connections'
import { expect, it } from 'vitest'
import { isRepairing, repairCopy } from './repair-copy.ts'
import { sampleConnection } from './sample-connection.ts'

const stuck = (count: number): RepairProgress['stuck'] =>
  Array.from({ length: count }, (_, index) => ({
    sessionId: String(index),
    title: 'First conversation',
    startsAt: '2026-11-24T10:00:00Z',
    reason: 'not_allowed',
  }))

const repair = (ready: number, total: number, waiting = 0): RepairProgress => ({
  total,
  ready,
  startedAt: '2026-11-21T14:00:00Z',
  stuck: stuck(waiting),
})

it.each([
  [repair(5, 7), 'sky', '5 of 7 repaired', 'Google Meet is connected. 2 links are being made now.'],
  [repair(0, 1), 'sky', '0 of 1 repaired', 'Google Meet is connected. 1 link is being made now.'],
  [repair(5, 7, 2), 'amber', '5 of 7 repaired, 2 cannot be made yet', 'The others are ready.'],
  [repair(3, 7, 1), 'amber', '3 of 7 repaired, 1 cannot be made yet', '3 links are being made now.'],
  [repair(7, 7), 'pine', 'All 7 links are ready', undefined],
  [repair(2, 2), 'pine', 'Both links are ready', undefined],
  [repair(1, 1), 'pine', 'The link is ready', undefined],
] as const)('%j is told in %s as "%s"', (progress, tone, title, text) => {
  const copy = repairCopy(sampleConnection(), progress)
  expect(copy).toMatchObject({ tone, title, ...(text && { text }) })
})

it('goes on until every link is ready', () => {
  expect(isRepairing(sampleConnection({ repair: repair(6, 7) }))).toBe(true)
  expect(isRepairing(sampleConnection({ repair: repair(7, 7) }))).toBe(false)
  expect(isRepairing(sampleConnection())).toBe(false)
})
