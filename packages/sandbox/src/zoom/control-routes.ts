import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { checkControlInput, readControlBody } from '../control/control-error.ts'
import {
  accountInput,
  appInput,
  consentInput,
  graceInput,
  lifetimeInput,
  meetingInput,
  moveInput,
  ownerInput,
  webhookInput,
  writesInput,
  type ZoomControl,
} from './control.ts'

const meetingFilter = z.strictObject({ account: z.string().optional() })

/** The Zoom controls over HTTP. */
export function registerZoomControlRoutes(app: FastifyInstance, zoom: ZoomControl): void {
  app.get('/_sandbox/zoom/accounts', () => ({ accounts: zoom.accounts() }))
  app.post('/_sandbox/zoom/accounts', ({ body }) => zoom.addAccount(readControlBody(accountInput, body)))
  app.put('/_sandbox/zoom/consent', ({ body }, reply) => {
    zoom.setConsent(readControlBody(consentInput, body))
    return reply.status(204).send()
  })
  app.put('/_sandbox/zoom/apps', ({ body }) => zoom.setApp(readControlBody(appInput, body)))
  app.post('/_sandbox/zoom/tokens/expire', ({ body }) => ({
    expired: zoom.expireAccessTokens(readControlBody(ownerInput, body).account),
  }))
  app.post('/_sandbox/zoom/tokens/revoke', ({ body }) => ({
    revoked: zoom.revokeGrant(readControlBody(ownerInput, body).account),
  }))
  app.post('/_sandbox/zoom/tokens/deauthorize', ({ body }) => ({
    revoked: zoom.deauthorize(readControlBody(ownerInput, body).account),
  }))
  app.put('/_sandbox/zoom/webhook', async ({ body }, reply) => {
    await zoom.setWebhook(readControlBody(webhookInput, body))
    return reply.status(204).send()
  })
  app.put('/_sandbox/zoom/tokens/lifetime', ({ body }, reply) => {
    zoom.setAccessTokenLifetime(readControlBody(lifetimeInput, body).seconds)
    return reply.status(204).send()
  })
  app.put('/_sandbox/zoom/tokens/grace', ({ body }, reply) => {
    zoom.setRefreshGrace(readControlBody(graceInput, body).seconds)
    return reply.status(204).send()
  })
  app.put('/_sandbox/zoom/writes', ({ body }, reply) => {
    zoom.setDailyWrites(readControlBody(writesInput, body))
    return reply.status(204).send()
  })
  app.get('/_sandbox/zoom/meetings', ({ query }) => ({
    meetings: zoom.meetings(checkControlInput(meetingFilter, query).account),
  }))
  app.post('/_sandbox/zoom/meetings/delete', ({ body }) => zoom.deleteMeeting(readControlBody(meetingInput, body)))
  app.post('/_sandbox/zoom/meetings/move', ({ body }) => zoom.moveMeeting(readControlBody(moveInput, body)))
}
