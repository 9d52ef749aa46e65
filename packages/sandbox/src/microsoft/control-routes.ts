import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { checkControlInput, readControlBody } from '../control/control-error.ts'
import {
  accountInput,
  appInput,
  consentInput,
  lifetimeInput,
  type MicrosoftControl,
  meetingInput,
  moveInput,
  ownerInput,
} from './control.ts'

const meetingFilter = z.strictObject({ account: z.string().optional() })

/** The Microsoft controls over HTTP. */
export function registerMicrosoftControlRoutes(app: FastifyInstance, microsoft: MicrosoftControl): void {
  const base = '/_sandbox/microsoft'
  app.get(`${base}/accounts`, () => ({ accounts: microsoft.accounts() }))
  app.post(`${base}/accounts`, ({ body }) => microsoft.addAccount(readControlBody(accountInput, body)))
  app.put(`${base}/consent`, ({ body }, reply) => {
    microsoft.setConsent(readControlBody(consentInput, body))
    return reply.status(204).send()
  })
  app.put(`${base}/apps`, ({ body }) => microsoft.setApp(readControlBody(appInput, body)))
  app.post(`${base}/tokens/expire`, ({ body }) => ({
    expired: microsoft.expireAccessTokens(readControlBody(ownerInput, body).account),
  }))
  app.post(`${base}/tokens/revoke`, ({ body }) => ({
    revoked: microsoft.revokeGrant(readControlBody(ownerInput, body).account),
  }))
  app.put(`${base}/tokens/lifetime`, ({ body }, reply) => {
    microsoft.setAccessTokenLifetime(readControlBody(lifetimeInput, body).seconds)
    return reply.status(204).send()
  })
  app.get(`${base}/meetings`, ({ query }) => ({
    meetings: microsoft.meetings(checkControlInput(meetingFilter, query).account),
  }))
  app.post(`${base}/meetings/delete`, ({ body }) => microsoft.deleteMeeting(readControlBody(meetingInput, body)))
  app.post(`${base}/meetings/move`, ({ body }) => microsoft.moveMeeting(readControlBody(moveInput, body)))
}
