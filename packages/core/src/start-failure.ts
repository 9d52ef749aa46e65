import { EnvironmentError } from './environment.ts'
import { describeError } from './log.ts'

/** What an operator can do about it, by the code of the system or of PostgreSQL. */
const EXPLAINED: Record<string, string> = {
  EADDRINUSE: 'the port is taken by another program; set PORT or stop that program',
  EACCES: 'this port may not be opened by this user; set PORT to one above 1023',
  ECONNREFUSED: 'nothing answers at DATABASE_URL',
  ENOTFOUND: 'the host of DATABASE_URL is not known',
  '28P01': 'the database refuses the user or the password of DATABASE_URL',
  '3D000': 'the database that DATABASE_URL names does not exist',
  '42P01': 'the database has not been migrated',
}

/** Why a process could not start, one line for each problem. */
export function explainStartFailure(error: unknown): string[] {
  if (error instanceof EnvironmentError) return error.problems
  const description = describeError(error)
  const { code } = description.code ? description : (description.cause ?? description)
  return [EXPLAINED[code ?? ''] ?? `could not start: ${JSON.stringify(description)}`]
}
