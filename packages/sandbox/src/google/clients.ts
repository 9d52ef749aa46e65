import type { VendorRequest } from '../control/vendor-operation.ts'
import { oauthRefusal } from './errors.ts'
import type { GoogleClient, GoogleWorld } from './world.ts'

export function ensureClient(world: GoogleWorld, clientId: string): GoogleClient {
  const known = world.state.clients.get(clientId)
  if (known) return known
  const client: GoogleClient = { clientId, secret: null, redirectUris: null, refusal: null }
  world.state.clients.set(clientId, client)
  return client
}

/**
 * The client that signs a token request, by form fields or HTTP Basic. The first secret seen is kept.
 * Throws a 401 refusal for a wrong secret, and the refusal that a test has set for this client.
 */
export function authenticateClient(world: GoogleWorld, request: VendorRequest, form: URLSearchParams): GoogleClient {
  const basic = basicCredentials(request.headers.authorization)
  const clientId = form.get('client_id') ?? basic?.id
  const secret = form.get('client_secret') ?? basic?.secret
  if (!clientId) throw oauthRefusal(400, 'invalid_request', 'Could not determine client ID from request.')
  const client = ensureClient(world, clientId)
  if (client.refusal) {
    throw oauthRefusal(
      401,
      client.refusal,
      client.refusal === 'deleted_client' ? 'The OAuth client was deleted.' : 'Unauthorized',
    )
  }
  if (!secret) throw oauthRefusal(400, 'invalid_request', 'client_secret is missing.')
  client.secret ??= secret
  if (client.secret !== secret) throw oauthRefusal(401, 'invalid_client', 'The provided client secret is invalid.')
  return client
}

function basicCredentials(authorization: string | undefined): { id: string; secret: string } | null {
  const encoded = /^Basic +(\S+)$/i.exec(authorization ?? '')?.[1]
  if (!encoded) return null
  const [id = '', ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
  return { id, secret: rest.join(':') }
}
