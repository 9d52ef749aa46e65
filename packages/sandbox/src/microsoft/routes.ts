import type { FastifyInstance } from 'fastify'
import type { SandboxCore } from '../control/core.ts'
import { serveOperation } from '../control/serve-operation.ts'
import type { VendorOperation, VendorReply, VendorRequest } from '../control/vendor-operation.ts'
import { decideConsent, showConsent } from './authorize.ts'
import { graphFailure, oauthFailure } from './errors.ts'
import { createOrGet, deleteMeeting, describeUser, getMeeting, patchMeeting } from './online-meetings.ts'
import { answerTokenRequest, identifyTokenRequest } from './token-endpoint.ts'
import { bearerToken, tokenOwner } from './tokens.ts'
import type { MicrosoftWorld } from './world.ts'

type Run = (world: MicrosoftWorld, request: VendorRequest) => VendorReply

const MEETINGS = '/v1.0/me/onlineMeetings'

/** The paths of Microsoft's identity platform and of Graph, all on the sandbox's origin. */
export function registerMicrosoftRoutes(app: FastifyInstance, core: SandboxCore, world: MicrosoftWorld): void {
  const serve = (operation: Omit<VendorOperation, 'vendor' | 'run'>, run: Run) =>
    serveOperation(core, { vendor: 'microsoft', ...operation, run: (request) => run(world, request) })
  const consent = (operation: string, run: Run) =>
    serve({ identify: () => ({ operation, account: null }), failure: oauthFailure }, run)
  app.get('/:tenant/oauth2/v2.0/authorize', consent('microsoft.auth', showConsent))
  app.post('/:tenant/oauth2/v2.0/authorize', consent('microsoft.consent', decideConsent))
  const identify = (request: VendorRequest) => identifyTokenRequest(world, request)
  app.post('/:tenant/oauth2/v2.0/token', serve({ identify, failure: oauthFailure }, answerTokenRequest))

  const graph = (operation: string, run: Run) =>
    serve(
      {
        identify: ({ headers }) => ({ operation, account: tokenOwner(world, bearerToken(headers.authorization)) }),
        failure: graphFailure,
      },
      run,
    )
  app.get('/v1.0/me', graph('microsoft.me.get', describeUser))
  app.post(`${MEETINGS}/createOrGet`, graph('microsoft.meetings.createOrGet', createOrGet))
  app.get(`${MEETINGS}/:meetingId`, graph('microsoft.meetings.get', getMeeting))
  app.patch(`${MEETINGS}/:meetingId`, graph('microsoft.meetings.patch', patchMeeting))
  app.delete(`${MEETINGS}/:meetingId`, graph('microsoft.meetings.delete', deleteMeeting))
}
