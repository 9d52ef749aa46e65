import { ERRORS, type ErrorAction, type ErrorClass, type ErrorCode, FoyerError } from '@foyer/shared/errors'
import { TRPCError } from '@trpc/server'
import * as z from 'zod'

type TrpcCode = TRPCError['code']

const CODES: Record<ErrorClass, TrpcCode> = {
  bad_request: 'BAD_REQUEST',
  unauthorized: 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  not_found: 'NOT_FOUND',
  conflict: 'CONFLICT',
  too_many_requests: 'TOO_MANY_REQUESTS',
  unavailable: 'SERVICE_UNAVAILABLE',
}

/** What a refusal carries in `data`, beside the code and status. */
export interface RefusalData {
  /** A code from `@foyer/shared/errors`; null for a fault of ours or a request no procedure answers. */
  reason: ErrorCode | null
  action: ErrorAction | null
  /** The input field that is wrong, as a path with dots. */
  field: string | null
  issues: { field: string; message: string }[]
}

/** A refusal as tRPC's error of its class; everything else as it is. */
export const toTrpcError = (error: unknown): unknown =>
  error instanceof FoyerError
    ? new TRPCError({ code: CODES[error.class], message: error.message, cause: error })
    : error

/** The sentence and the data that may leave the house; nothing of an unexpected error is in them. */
export function describeRefusal(error: TRPCError, requestId: string): { message: string; data: RefusalData } {
  const { cause, code } = error
  if (cause instanceof FoyerError) {
    const { message, action = null, field = null } = cause
    return { message, data: { reason: cause.code, action, field, issues: [] } }
  }
  if (code === 'BAD_REQUEST' && cause instanceof z.core.$ZodError) return describeInput(cause)
  const message = OTHER_MESSAGES[code] ?? `Something went wrong on our side. Please quote ${requestId} if it stays.`
  return { message, data: { reason: OTHER_REASONS[code] ?? null, action: null, field: null, issues: [] } }
}

function describeInput(error: z.core.$ZodError): { message: string; data: RefusalData } {
  const issues = error.issues.map(({ path, message }) => ({ field: path.join('.'), message }))
  const [first] = issues
  return {
    message: first?.message ?? ERRORS.input_invalid.message,
    data: { reason: 'input_invalid', action: null, field: first?.field || null, issues },
  }
}

/** For what tRPC itself refuses; its own sentences repeat parts of the request. */
const OTHER_REASONS: Partial<Record<TrpcCode, ErrorCode>> = {
  BAD_REQUEST: 'input_invalid',
  PARSE_ERROR: 'input_invalid',
  UNSUPPORTED_MEDIA_TYPE: 'input_invalid',
  PAYLOAD_TOO_LARGE: 'input_invalid',
}

const OTHER_MESSAGES: Partial<Record<TrpcCode, string>> = {
  BAD_REQUEST: ERRORS.input_invalid.message,
  PARSE_ERROR: 'The request is not valid JSON.',
  UNSUPPORTED_MEDIA_TYPE: 'Send application/json.',
  PAYLOAD_TOO_LARGE: 'The request is too large.',
  NOT_FOUND: 'There is no such procedure.',
  METHOD_NOT_SUPPORTED: 'Queries are sent by GET, mutations by POST.',
  CLIENT_CLOSED_REQUEST: 'The request was ended.',
}
