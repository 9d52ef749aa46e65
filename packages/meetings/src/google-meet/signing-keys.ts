import { compactVerify, createRemoteJWKSet, customFetch, errors } from 'jose'

/** Google's keys change every few weeks; a key that is new to us is looked for at once, but not for every forgery. */
const KEPT_MS = 3_600_000
const ASKED_AGAIN_AFTER_MS = 30_000
const TIMEOUT_MS = 4000

/** Google's keys could not be had, so nobody knows whether a signature is good. */
export class KeysMissing extends Error {
  override readonly name = 'KeysMissing'
}

/** What jose says of a token that is not signed as it should be. */
const FORGERIES = [
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
]

/**
 * What opens tokens that Google signed with RS256: the payload, or null for a token that is not signed so. Keeps the keys.
 * Throws `KeysMissing`.
 */
export function createKeySet(
  fetchKeys: (signal: AbortSignal) => Promise<unknown>,
): (token: string) => Promise<unknown> {
  let failedAt = Number.NEGATIVE_INFINITY
  const keys = createRemoteJWKSet(new URL('https://www.googleapis.com/oauth2/v3/certs'), {
    cacheMaxAge: KEPT_MS,
    cooldownDuration: ASKED_AGAIN_AFTER_MS,
    timeoutDuration: TIMEOUT_MS,
    async [customFetch](_url, { signal }) {
      // A flood of forgeries must not become a flood of questions while Google does not answer.
      if (performance.now() - failedAt < TIMEOUT_MS) throw new KeysMissing()
      try {
        return Response.json(await fetchKeys(signal))
      } catch {
        failedAt = performance.now()
        throw new KeysMissing()
      }
    },
  })
  return async (token) => {
    try {
      const { payload } = await compactVerify(token, keys, { algorithms: ['RS256'] })
      return parseJson(payload)
    } catch (error) {
      if (FORGERIES.some((kind) => error instanceof kind)) return null
      if (error instanceof KeysMissing || error instanceof errors.JOSEError) throw new KeysMissing()
      throw error
    }
  }
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}
