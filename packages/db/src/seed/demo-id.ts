import { createHash } from 'node:crypto'

/** The same UUID for the same names, on every machine: what is there already is recognised by it. */
export function demoId(...names: (string | number)[]): string {
  const hex = createHash('sha256')
    .update(JSON.stringify(['foyer-demo', ...names]))
    .digest('hex')
  // Version 8 (made by the application's own rule) and the variant of RFC 9562.
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0b0011) | 0b1000).toString(16)
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ]
  return parts.join('-')
}
