/** A secret as it was given out, dead or alive. */
export interface IssuedSecret {
  kind: 'access token' | 'refresh token' | 'authorization code'
  account: string
  value: string
  isAlive: boolean
}

interface Owned {
  account: string
}

/** Everything that a vendor has given out, oldest first within each kind. */
export function listIssuedSecrets<Refresh extends Owned>(
  state: {
    codes: Map<string, Owned & { used: boolean }>
    accessTokens: Map<string, Owned & { expiresAt: number }>
    refreshTokens: Map<string, Refresh>
  },
  now: Date,
  isAlive: (token: Refresh) => boolean,
): IssuedSecret[] {
  const list = <T extends Owned>(kind: IssuedSecret['kind'], issued: Map<string, T>, lives: (one: T) => boolean) =>
    [...issued].map(([value, one]) => ({ kind, account: one.account, value, isAlive: lives(one) }))
  return [
    ...list('authorization code', state.codes, ({ used }) => !used),
    ...list('access token', state.accessTokens, ({ expiresAt }) => expiresAt > now.getTime()),
    ...list('refresh token', state.refreshTokens, isAlive),
  ]
}
