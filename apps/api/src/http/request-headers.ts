import type { FastifyRequest } from 'fastify'

/** The request's headers for code that speaks the web's types; `x-forwarded-for` is the address we believe. */
export function requestHeaders(request: FastifyRequest): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) headers.append(name, one)
  }
  headers.set('x-forwarded-for', request.ip)
  return headers
}
