import type { FastifyInstance } from 'fastify'
import type { SandboxCore } from '../control/core.ts'
import { serveOperation } from '../control/serve-operation.ts'
import { jsonReply, type VendorOperation, type VendorReply, type VendorRequest } from '../control/vendor-operation.ts'
import { decideConsent, showConsent } from './authorize.ts'
import { calendarFailure, oauthFailure } from './errors.ts'
import { deleteEvent, getEvent, insertEvent, patchEvent } from './events.ts'
import { queryFreeBusy } from './free-busy.ts'
import { listEvents } from './list-events.ts'
import { jwkCertificates, pemCertificates } from './signing-key.ts'
import { getSpace, meetFailure, patchSpace } from './spaces.ts'
import { answerTokenRequest, identifyTokenRequest } from './token-endpoint.ts'
import { describeToken, describeUser, revokeToken, tokenOfRequest } from './token-info.ts'
import { bearerToken, tokenOwner } from './tokens.ts'
import { stopChannel, watchEvents } from './watch.ts'
import type { GoogleWorld } from './world.ts'

type Run = (world: GoogleWorld, request: VendorRequest) => VendorReply

const EVENTS = '/calendar/v3/calendars/:calendarId/events'

/** Google's own paths, all on the sandbox's origin. */
export function registerGoogleRoutes(app: FastifyInstance, core: SandboxCore, world: GoogleWorld): void {
  const serve = (operation: VendorOperation) => serveOperation(core, operation)

  const consent = (name: string, run: Run) =>
    serve({
      vendor: 'google',
      identify: ({ query }) => ({ operation: name, account: query.get('login_hint')?.toLowerCase() ?? null }),
      run: (request) => run(world, request),
      failure: oauthFailure,
    })
  app.get('/o/oauth2/v2/auth', consent('google.auth', showConsent))
  app.post('/o/oauth2/v2/auth', consent('google.consent', decideConsent))

  app.post(
    '/token',
    serve({
      vendor: 'google',
      identify: (request) => identifyTokenRequest(world, request),
      run: (request) => answerTokenRequest(world, request),
      failure: oauthFailure,
    }),
  )

  const aboutToken = (name: string, run: Run) =>
    serve({
      vendor: 'google',
      identify: (request) => ({ operation: name, account: tokenOwner(world, tokenOfRequest(request)) }),
      run: (request) => run(world, request),
      failure: oauthFailure,
    })
  app.post('/revoke', aboutToken('google.revoke', revokeToken))
  app.route({ method: ['GET', 'POST'], url: '/tokeninfo', handler: aboutToken('google.tokeninfo', describeToken) })
  app.get('/v1/userinfo', aboutToken('google.userinfo', describeUser))
  app.get('/oauth2/v3/userinfo', aboutToken('google.userinfo', describeUser))
  app.get(
    '/oauth2/v3/certs',
    aboutToken('google.certs', () => jsonReply(200, jwkCertificates())),
  )
  app.get(
    '/oauth2/v1/certs',
    aboutToken('google.certs', () => jsonReply(200, pemCertificates())),
  )

  const ofAccount = (name: string, run: Run, failure: VendorOperation['failure']) =>
    serve({
      vendor: 'google',
      identify: ({ headers }) => ({ operation: name, account: tokenOwner(world, bearerToken(headers.authorization)) }),
      run: (request) => run(world, request),
      failure,
    })
  const calendar = (name: string, run: Run) => ofAccount(name, run, calendarFailure)
  app.post(EVENTS, calendar('google.events.insert', insertEvent))
  app.get(EVENTS, calendar('google.events.list', listEvents))
  app.post(`${EVENTS}/watch`, calendar('google.events.watch', watchEvents))
  app.post('/calendar/v3/channels/stop', calendar('google.channels.stop', stopChannel))
  app.get(`${EVENTS}/:eventId`, calendar('google.events.get', getEvent))
  app.patch(`${EVENTS}/:eventId`, calendar('google.events.patch', patchEvent))
  app.delete(`${EVENTS}/:eventId`, calendar('google.events.delete', deleteEvent))
  app.post('/calendar/v3/freeBusy', calendar('google.freeBusy.query', queryFreeBusy))
  app.get('/v2/spaces/:space', ofAccount('google.spaces.get', getSpace, meetFailure))
  app.patch('/v2/spaces/:space', ofAccount('google.spaces.patch', patchSpace, meetFailure))
}
