import { expect, it } from 'vitest'
import { safePath } from './safe-path.ts'

it.each(['/', '/bookings', '/p/ana/1?day=2026-11-25&slot=2026-11-25T09%3A30%3A00.000Z', '/sessions/1#door'])(
  'goes to %s',
  (path) => {
    expect(safePath(path, '/fallback')).toBe(path)
  },
)

it.each([
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  'javascript:alert(1)',
  'bookings',
  '',
  undefined,
  ['/bookings'],
])('does not go to %j', (path) => {
  expect(safePath(path, '/fallback')).toBe('/fallback')
})
