import type { FastifyRequest } from 'fastify'

/** A browser asking for a page: not for data, and not for a file that a page would load. */
export function isNavigation({ method, url, headers }: FastifyRequest): boolean {
  const [path = ''] = url.split('?')
  if (method !== 'GET' && method !== 'HEAD') return false
  if (path === '/api' || path.startsWith('/api/') || path.startsWith('/assets/')) return false
  return headers.accept?.includes('text/html') ?? false
}
