import { createHash } from 'node:crypto'

const SECRET_NAMES = new Set([
  'access_token',
  'assertion',
  'client_secret',
  'code',
  'code_verifier',
  'id_token',
  'password',
  'refresh_token',
  'token',
])

/**
 * A value with every secret replaced by a short fingerprint: the log can tell that two calls used the same token
 * without showing it.
 */
export function redact(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redact)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      SECRET_NAMES.has(name) && typeof inner === 'string' ? fingerprint(inner) : redact(inner),
    ]),
  )
}

function fingerprint(secret: string): string {
  return `[redacted ${createHash('sha256').update(secret).digest('hex').slice(0, 8)}]`
}
