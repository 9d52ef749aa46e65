import pino, { type DestinationStream, type Logger } from 'pino'

/** The only fields that reach a log line. Whatever is not named here is dropped, so no secret can slip in. */
const LOGGED = new Set([
  'app',
  'at',
  'attempt',
  'bookingId',
  'cause',
  'code',
  'connectionId',
  'constraint',
  'count',
  'durationMs',
  'errorKind',
  'event',
  'from',
  'httpStatus',
  'id',
  'jobId',
  'job',
  'kind',
  'meetingId',
  'method',
  'nextAttemptAt',
  'operation',
  'outcome',
  'platform',
  'port',
  'problem',
  'procedure',
  'reason',
  'requestId',
  'route',
  'sessionId',
  'signal',
  'stack',
  'status',
  'to',
  'url',
  'userId',
])

const onlyLogged = (fields: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(fields).filter(([key]) => LOGGED.has(key)))

/** A logger that writes JSON lines with none but the fields allowed here. */
export const createLogger = (
  settings: { app: string; level: string },
  destination: DestinationStream = pino.destination(1),
): Logger => pino({ base: { app: settings.app }, level: settings.level, formatters: { log: onlyLogged } }, destination)

/** What may be logged of an unexpected error: names, codes and places, never its message, which can hold data. */
export interface ErrorDescription {
  problem: string
  code?: string | undefined
  constraint?: string | undefined
  stack?: string[] | undefined
  cause?: ErrorDescription | undefined
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** Describes whatever was thrown, causes included. */
export function describeError(error: unknown, depth = 3): ErrorDescription {
  if (!(error instanceof Error)) return { problem: typeof error }
  const { code, constraint_name } = error as { code?: unknown; constraint_name?: unknown }
  return {
    problem: error.name,
    code: textOf(code),
    constraint: textOf(constraint_name),
    stack: error.stack
      ?.split('\n')
      .filter((line) => line.startsWith('    at '))
      .map((line) => line.trim())
      .slice(0, 12),
    cause: error.cause === undefined || depth === 0 ? undefined : describeError(error.cause, depth - 1),
  }
}

const CONSOLE = { error: 'error', warn: 'warn', info: 'info', log: 'info', debug: 'debug' } as const

/**
 * Has the log say what libraries write to the console. They write whole errors there, and the message of a failed query
 * holds its values: addresses, the secrets of those who sign in.
 */
export function takeOverConsole(log: Logger): void {
  for (const [method, level] of Object.entries(CONSOLE) as [
    keyof typeof CONSOLE,
    (typeof CONSOLE)[keyof typeof CONSOLE],
  ][])
    console[method] = (...said: unknown[]) => {
      const error = said.find((one) => one instanceof Error)
      log[level](error ? describeError(error) : {}, 'a library wrote to the console')
    }
}
