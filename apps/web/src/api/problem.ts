import type { ErrorAction, ErrorCode } from '@foyer/shared/errors'

/** A failure as it is shown: what is wrong in a sentence, and the way out if there is one. */
export type Problem = {
  /** A code of ours, `offline` when nothing answered, `unknown` for a fault of ours. */
  reason: ErrorCode | 'offline' | 'unknown'
  message: string
  action?: ErrorAction | undefined
  /** The input field that is wrong. */
  field?: string | undefined
  /** Everything that is wrong with the input, by field. */
  issues: readonly { field: string; message: string }[]
}

/** A refusal that does not come through tRPC: from signing in and from our own checks. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly problem: Problem

  constructor(problem: Omit<Problem, 'issues'>) {
    super(problem.message)
    this.problem = { ...problem, issues: [] }
  }
}

export const OFFLINE: Omit<Problem, 'issues'> = {
  reason: 'offline',
  message: 'Foyer does not answer. Check your connection and try again.',
}

const UNKNOWN = 'Something went wrong on our side. Nothing is lost; try again in a moment.'

/** The part of `error.data` that our API adds; read field by field, because a proxy may answer in its place. */
type RefusalData = Partial<Record<'reason' | 'action' | 'field' | 'issues', unknown>>

/** Makes any thrown thing showable. Never throws, never shows a raw error. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem
  const data = isRecord(error) && isRecord(error.data) ? (error.data as RefusalData) : null
  if (!data) return looksOffline(error) ? { ...OFFLINE, issues: [] } : unknown()
  const message = error instanceof Error && error.message ? error.message : UNKNOWN
  return {
    reason: typeof data.reason === 'string' ? (data.reason as ErrorCode) : 'unknown',
    message,
    action: isAction(data.action) ? data.action : undefined,
    field: typeof data.field === 'string' ? data.field : undefined,
    issues: Array.isArray(data.issues) ? data.issues.filter(isIssue) : [],
  }
}

/**
 * What a form or dialog shows of its last failure; null if there is none, and null when nobody is signed in any more,
 * because then the way back in is offered over the page and nothing here is wrong.
 */
export function problemToShow(error: unknown): Problem | null {
  if (!error) return null
  const problem = problemOf(error)
  return problem.reason === 'sign_in_required' ? null : problem
}

/** The words for one field of a form, if that field is what is wrong. */
export function fieldError(problem: Problem | null, field: string): string | undefined {
  const issue = problem?.issues.find((found) => found.field === field)
  return issue?.message ?? (problem?.field === field ? problem.message : undefined)
}

/** What is wrong beyond the fields a form shows by itself; null if every word has its place beside a field. */
export function formError(problem: Problem | null, fields: readonly string[]): Problem | null {
  return problem && (problem.field === undefined || !fields.includes(problem.field)) ? problem : null
}

/** True when asking again may help by itself. */
export function isPassing({ reason }: Problem): boolean {
  return reason === 'offline' || reason === 'unknown' || reason === 'platform_unreachable'
}

function unknown(): Problem {
  return { reason: 'unknown', message: UNKNOWN, issues: [] }
}

// A fetch that reached nobody throws a TypeError; tRPC keeps it as the cause.
function looksOffline(error: unknown): boolean {
  if (error instanceof TypeError) return true
  return error instanceof Error && error.cause !== undefined && looksOffline(error.cause)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function isAction(value: unknown): value is ErrorAction {
  return isRecord(value) && typeof value.label === 'string' && typeof value.path === 'string'
}

function isIssue(value: unknown): value is { field: string; message: string } {
  return isRecord(value) && typeof value.field === 'string' && typeof value.message === 'string'
}
