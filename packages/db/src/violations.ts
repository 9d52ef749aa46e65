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
