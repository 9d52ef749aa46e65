import type { z } from 'zod'

/** The control API refuses; shown to whoever writes the test, so it says exactly what is wrong. */
export class ControlError extends Error {
  readonly status: number
  readonly code: 'body_invalid' | 'not_found' | 'not_validated' | 'origin_forbidden'
  readonly issues: readonly { path: string; message: string }[]

  constructor(
    status: number,
    code: ControlError['code'],
    message: string,
    issues: readonly { path: string; message: string }[] = [],
  ) {
    super(message)
    this.name = 'ControlError'
    this.status = status
    this.code = code
    this.issues = issues
  }
}

/** Parses a JSON control body. Throws ControlError `body_invalid` that lists every problem. */
export function readControlBody<Schema extends z.ZodType>(schema: Schema, raw: unknown): z.output<Schema> {
  return checkControlInput(schema, parseJson(raw))
}

/** Checks a value against a schema. Throws ControlError `body_invalid` that lists every problem. */
export function checkControlInput<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
  const summary = issues.map((issue) => (issue.path ? `${issue.path}: ${issue.message}` : issue.message)).join('; ')
  throw new ControlError(400, 'body_invalid', summary, issues)
}

function parseJson(raw: unknown): unknown {
  try {
    return JSON.parse(typeof raw === 'string' && raw !== '' ? raw : '{}')
  } catch {
    throw new ControlError(400, 'body_invalid', 'the body is not JSON')
  }
}
