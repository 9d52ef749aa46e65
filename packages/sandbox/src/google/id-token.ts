import { ensureAccount } from './accounts.ts'
import { signJwt } from './signing-key.ts'
import type { AuthorizationCode, GoogleWorld } from './world.ts'

/** The id token of a code exchange, signed with RS256. */
export function signIdToken(world: GoogleWorld, code: AuthorizationCode): string {
  const account = ensureAccount(world, code.account)
  const issuedAt = Math.floor(world.clock.now().getTime() / 1000)
  const hasScope = (name: string) => code.scopes.some((scope) => scope.endsWith(name))
  const claims = {
    iss: 'https://accounts.google.com',
    azp: code.clientId,
    aud: code.clientId,
    sub: account.sub,
    ...(hasScope('userinfo.email') ? { email: account.email, email_verified: true } : {}),
    ...(hasScope('userinfo.profile') ? { name: account.name } : {}),
    ...(code.nonce ? { nonce: code.nonce } : {}),
    iat: issuedAt,
    exp: issuedAt + 3600,
  }
  return signJwt(claims, { typ: 'JWT' })
}
