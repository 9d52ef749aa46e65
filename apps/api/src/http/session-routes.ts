import { findCalendarFeed } from '@foyer/core/calendar/calendar-feed'
import { getSessionCalendar } from '@foyer/core/calendar/get-session-calendar'
import { findJoin } from '@foyer/core/sessions/find-join'
import { byIdSchema } from '@foyer/shared/common-schema'
import { FoyerError } from '@foyer/shared/errors'
import type { FastifyInstance, FastifyReply } from 'fastify'
import * as z from 'zod'
import { actingAs, createRequestContext, type RequestDeps } from '../request-context.ts'

const joinSchema = z.object({ token: z.string().regex(/^[\w-]{1,64}$/) })
const feedSchema = z.object({ token: z.string().regex(/^[\w.-]{1,400}$/) })

/** The stable join address, and sessions for calendar programs. */
export function sessionRoutes(app: FastifyInstance, deps: RequestDeps): void {
  app.get('/s/:token/join', async (request, reply) => {
    const params = joinSchema.safeParse(request.params)
    if (!params.success) return reply.callNotFound()
    const acting = actingAs(deps.core, await createRequestContext(deps, request, reply).signedIn())
    const join = await findJoin(acting, params.data)
    if (!join) return reply.callNotFound()
    reply.headers({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
    return reply.redirect(join.status === 'open' ? join.joinUrl : `/sessions/${join.sessionId}`)
  })

  app.get('/sessions/:id.ics', async (request, reply) => {
    const params = byIdSchema.safeParse(request.params)
    if (!params.success) throw new FoyerError('session_not_found')
    const acting = actingAs(deps.core, await createRequestContext(deps, request, reply).signedIn())
    return sendCalendar(reply, await getSessionCalendar(acting, params.data))
  })

  app.get('/calendar/:token.ics', async (request, reply) => {
    const params = feedSchema.safeParse(request.params)
    const calendar = params.success ? await findCalendarFeed(deps.core, params.data) : null
    return calendar === null ? reply.callNotFound() : sendCalendar(reply, calendar)
  })
}

const sendCalendar = (reply: FastifyReply, calendar: string) =>
  reply
    .headers({ 'cache-control': 'private, no-store', 'referrer-policy': 'no-referrer' })
    .type('text/calendar; charset=utf-8')
    .send(calendar)
