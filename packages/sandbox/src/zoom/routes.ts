import type { FastifyInstance } from 'fastify'
import type { SandboxCore } from '../control/core.ts'
import { serveOperation } from '../control/serve-operation.ts'
import type { VendorOperation, VendorReply, VendorRequest } from '../control/vendor-operation.ts'
import { decideConsent, showConsent } from './authorize.ts'
import { apiFailure, oauthFailure } from './errors.ts'
import { createMeeting, deleteMeeting, describeUser, getMeeting, listMeetings, patchMeeting } from './meetings.ts'
import { answerTokenRequest, identifyTokenRequest, revoke } from './token-endpoint.ts'
import { bearerToken, tokenOwner } from './tokens.ts'
import type { ZoomWorld } from './world.ts'

type Run = (world: ZoomWorld, request: VendorRequest) => VendorReply

/** Zoom's own paths, all on the sandbox's origin. */
export function registerZoomRoutes(app: FastifyInstance, core: SandboxCore, world: ZoomWorld): void {
  const serve = (operation: Omit<VendorOperation, 'vendor' | 'run'>, run: Run) =>
    serveOperation(core, { vendor: 'zoom', ...operation, run: (request) => run(world, request) })
  const consent = (operation: string, run: Run) =>
    serve({ identify: () => ({ operation, account: null }), failure: oauthFailure }, run)
  app.get('/oauth/authorize', consent('zoom.auth', showConsent))
  app.post('/oauth/authorize', consent('zoom.consent', decideConsent))

  const identify = (request: VendorRequest) => identifyTokenRequest(world, request)
  app.post('/oauth/token', serve({ identify, failure: oauthFailure }, answerTokenRequest))
  const identifyRevoked = ({ body }: VendorRequest) => ({
    operation: 'zoom.revoke',
    account: tokenOwner(world, new URLSearchParams(body).get('token')),
  })
  app.post('/oauth/revoke', serve({ identify: identifyRevoked, failure: oauthFailure }, revoke))

  const api = (operation: string, run: Run) =>
    serve(
      {
        identify: ({ headers }) => ({ operation, account: tokenOwner(world, bearerToken(headers.authorization)) }),
        failure: apiFailure,
      },
      run,
    )
  app.get('/v2/users/me', api('zoom.users.get', describeUser))
  app.post('/v2/users/me/meetings', api('zoom.meetings.create', createMeeting))
  app.get('/v2/users/me/meetings', api('zoom.meetings.list', listMeetings))
  app.get('/v2/meetings/:meetingId', api('zoom.meetings.get', getMeeting))
  app.patch('/v2/meetings/:meetingId', api('zoom.meetings.patch', patchMeeting))
  app.delete('/v2/meetings/:meetingId', api('zoom.meetings.delete', deleteMeeting))
}
