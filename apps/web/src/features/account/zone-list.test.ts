import { expect, it } from 'vitest'
import { listZones } from './zone-list.ts'

const winter = new Date('2026-12-01T12:00:00Z')

it('finds a zone by its city, its region and its offset', () => {
  const tokyo = listZones('UTC', winter).find(({ id }) => id === 'Asia/Tokyo')
  expect(tokyo).toMatchObject({ label: 'Tokyo time', hint: 'Asia, UTC+9' })
  for (const word of ['Tokyo', 'Asia', 'UTC+9']) expect(tokyo?.text).toContain(word)
})

it('always has the current zone, once, and UTC', () => {
  const ids = listZones('Asia/Calcutta', winter).map(({ id }) => id)
  expect(ids.filter((id) => id === 'Asia/Calcutta')).toHaveLength(1)
  expect(ids).toContain('UTC')
})
