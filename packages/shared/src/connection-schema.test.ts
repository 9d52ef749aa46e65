import { expect, it } from 'vitest'
import { isSafeReturnPath } from './connection-schema.ts'

it.each(['/', '/dashboard/integrations', '/p/ana-ribeiro?month=2026-11#times', '/p/%D0%B0%D0%BD%D0%BD%D0%B0', '/@ana'])(
  'leads back to %s',
  (path) => {
    expect(isSafeReturnPath(path)).toBe(true)
  },
)

it.each([
  '',
  'dashboard',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/%2f%2fevil.example',
  '/%2Fevil.example',
  '/%5cevil.example',
  '/\t/evil.example',
  '/%09/evil.example',
  '/%0d%0aSet-Cookie:x',
  'https://evil.example',
  'javascript:alert(1)',
  '@evil.example',
  '/%zz',
])('does not lead to %j', (path) => {
  expect(isSafeReturnPath(path)).toBe(false)
})
