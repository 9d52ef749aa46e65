import type { Core } from '@foyer/core/context'
import { describeError } from '@foyer/core/log'
import { ERRORS, type ErrorClass, FoyerError } from '@foyer/shared/errors'
import type { FastifyInstance } from 'fastify'

const STATUSES: Record<ErrorClass, number> = {
  bad_request: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_many_requests: 429,
  unavailable: 503,
}

/** What an answer outside tRPC says when it refuses. */
const refusal = (reason: string | null, message: string, requestId: string) => ({
  error: { reason, message, requestId },
})

/** Refusals of ours keep their words, the framework's get general ones, and faults tell nothing but a number to quote. */
export function errorAnswers(app: FastifyInstance, log: Core['log']): void {
  app.setErrorHandler((error, request, reply) => {
    if (error instanceof FoyerError)
      return reply.code(STATUSES[error.class]).send(refusal(error.code, error.message, request.id))
    const status = statusOf(error)
    if (status < 500) return reply.code(status).send(refusal('input_invalid', ERRORS.input_invalid.message, request.id))
    log.error({ ...describeError(error), requestId: request.id, route: request.routeOptions.url }, 'a request failed')
    return reply
      .code(500)
      .send(refusal(null, `Something went wrong on our side. Please quote ${request.id} if it stays.`, request.id))
  })
}

function statusOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined
  return typeof status === 'number' && status >= 400 ? status : 500
}
