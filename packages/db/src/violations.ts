interface PostgresError {
  code: string
  constraint_name?: string
}

const isPostgresError = (error: unknown): error is PostgresError =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'

/** The name of the constraint that refused a write, or null when the error is something else. */
export function violatedConstraint(error: unknown): string | null {
  const cause = error instanceof Error && isPostgresError(error.cause) ? error.cause : error
  if (!isPostgresError(cause) || !cause.code.startsWith('23')) return null
  return cause.constraint_name ?? null
}

/** SQLSTATE classes of a connection that broke, a server that stops or is out of resources, and a lost race. */
const AWAY = /^(08|40|53|57|58)/

/** Whether the database could not do it now, which says nothing of what it was asked: the same again may go well. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (isPostgresError(error) && (AWAY.test(error.code) || isNetworkCode(error.code))) return true
  return isDatabaseAway(error.cause)
}

/** Of the socket (`ECONNRESET`), or of the client that noticed it (`CONNECTION_CLOSED`). */
const isNetworkCode = (code: string) => /^E[A-Z]{4,}$/.test(code) || code.startsWith('CONNECT')
