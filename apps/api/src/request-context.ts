import type { CookieSerializeOptions } from '@fastify/cookie'
import type { Auth, SignedIn } from '@foyer/core/accounts/auth'
import type { Changes } from '@foyer/core/changes'
import { type Actor, actAs, type Context, type Core, SYSTEM } from '@foyer/core/context'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { requestHeaders } from './http/request-headers.ts'

/** What the procedures of one HTTP request share. */
export interface RequestContext {
  core: Core
  changes: Changes
  requestId: string
  /** Who is signed in; read once per request, `again` reads anew. */
  signedIn(how?: 'again'): Promise<SignedIn | null>
  /** Throws `rate_exceeded` when this address asks too much. */
  checkRate(): Promise<void>
  setCookie(name: string, value: string, attributes: CookieSerializeOptions): void
}

export interface RequestDeps {
  core: Core
  auth: Auth
  changes: Changes
  checkRate(request: FastifyRequest, reply: FastifyReply): Promise<void>
}

/** The context of one request; nothing is read before somebody asks. */
export function createRequestContext(deps: RequestDeps, request: FastifyRequest, reply: FastifyReply): RequestContext {
  const readSignedIn = async () => {
    const signedIn = await deps.auth.findSignedIn(requestHeaders(request))
    // A running stream has sent its headers; the next request prolongs the sign-in instead.
    if (!reply.raw.headersSent) for (const cookie of signedIn?.setCookies ?? []) reply.header('set-cookie', cookie)
    return signedIn
  }
  let remembered: Promise<SignedIn | null> | undefined
  return {
    core: deps.core,
    changes: deps.changes,
    requestId: request.id,
    signedIn(how) {
      if (how === 'again' || !remembered) remembered = readSignedIn()
      return remembered
    },
    checkRate: () => deps.checkRate(request, reply),
    setCookie: (name, value, attributes) => void reply.setCookie(name, value, attributes),
  }
}

/** The core acting as whoever is signed in; for a visitor as the system, which use-cases treat as nobody. */
export function actingAs(core: Core, signedIn: SignedIn | null): Context {
  const actor: Actor = signedIn ? { kind: signedIn.role, userId: signedIn.userId } : SYSTEM
  return actAs(core, actor)
}
