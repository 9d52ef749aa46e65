import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { checkControlInput, readControlBody } from '../control/control-error.ts'
import {
  accountInput,
  clientInput,
  conferenceInput,
  consentInput,
  eventInput,
  type GoogleControl,
  handMadeEvent,
  licenceInput,
  lifetimeInput,
  moveInput,
  ownerInput,
  permissionLifetimeInput,
  receiverInput,
  scopeInput,
} from './control.ts'
import { securityEventInput } from './security-events.ts'

const eventFilter = z.strictObject({ account: z.string().optional() })

/** The Google controls over HTTP. */
export function registerGoogleControlRoutes(app: FastifyInstance, google: GoogleControl): void {
  app.get('/_sandbox/google/accounts', () => ({ accounts: google.accounts() }))
  app.post('/_sandbox/google/accounts', ({ body }) => google.addAccount(readControlBody(accountInput, body)))

  app.put('/_sandbox/google/consent', ({ body }, reply) => {
    google.setConsent(readControlBody(consentInput, body))
    return reply.status(204).send()
  })
  app.put('/_sandbox/google/conferences', ({ body }, reply) => {
    google.setConferences(readControlBody(conferenceInput, body))
    return reply.status(204).send()
  })
  app.put('/_sandbox/google/licences', ({ body }, reply) => {
    google.setMeetLicence(readControlBody(licenceInput, body))
    return reply.status(204).send()
  })
  app.get('/_sandbox/google/spaces', ({ query }) => google.spaceOf(checkControlInput(eventInput, query)))
  app.put('/_sandbox/google/clients', ({ body }, reply) => {
    google.setClient(readControlBody(clientInput, body))
    return reply.status(204).send()
  })

  app.post('/_sandbox/google/tokens/expire', ({ body }) => ({
    expired: google.expireAccessTokens(readControlBody(ownerInput, body).account),
  }))
  app.post('/_sandbox/google/tokens/revoke', ({ body }) => ({
    revoked: google.revokeGrant(readControlBody(ownerInput, body).account),
  }))
  app.post('/_sandbox/google/scopes/withdraw', ({ body }) => ({
    withdrawn: google.withdrawScope(readControlBody(scopeInput, body)),
  }))
  app.put('/_sandbox/google/tokens/lifetime', ({ body }, reply) => {
    google.setAccessTokenLifetime(readControlBody(lifetimeInput, body).seconds)
    return reply.status(204).send()
  })

  app.put('/_sandbox/google/permissions/lifetime', ({ body }, reply) => {
    google.setPermissionLifetime(readControlBody(permissionLifetimeInput, body).seconds)
    return reply.status(204).send()
  })

  app.put('/_sandbox/google/receiver', ({ body }, reply) => {
    google.setReceiver(readControlBody(receiverInput, body))
    return reply.status(204).send()
  })
  app.post('/_sandbox/google/security-events', ({ body }, reply) => {
    google.sendSecurityEvent(readControlBody(securityEventInput, body))
    return reply.status(204).send()
  })
  app.get('/_sandbox/google/channels', ({ query }) => ({
    channels: google.channels(checkControlInput(ownerInput, query).account),
  }))

  app.get('/_sandbox/google/events', ({ query }) => ({
    events: google.events(checkControlInput(eventFilter, query).account),
  }))
  app.post('/_sandbox/google/events', ({ body }) => google.addEvent(readControlBody(handMadeEvent, body)))
  app.post('/_sandbox/google/events/delete', ({ body }) => google.deleteEvent(readControlBody(eventInput, body)))
  app.post('/_sandbox/google/events/move', ({ body }) => google.moveEvent(readControlBody(moveInput, body)))
  app.post('/_sandbox/google/events/remove-conference', ({ body }) =>
    google.removeConference(readControlBody(eventInput, body)),
  )
}
