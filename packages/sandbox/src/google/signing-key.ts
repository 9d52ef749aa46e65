import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'

interface SigningKey {
  id: string
  privateKey: KeyObject
  publicKey: KeyObject
}

let signingKey: SigningKey | undefined

/** Made on first use, because making a key takes noticeable time and few tests look at one. */
function getSigningKey(): SigningKey {
  if (signingKey) return signingKey
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const publicKey = createPublicKey(privateKey)
  const id = createHash('sha256')
    .update(publicKey.export({ format: 'pem', type: 'spki' }))
    .digest('hex')
    .slice(0, 40)
  signingKey = { id, privateKey, publicKey }
  return signingKey
}

/** A token with these claims, signed with RS256. */
export function signJwt(claims: object, { typ }: { typ: string }): string {
  const key = getSigningKey()
  const header = { alg: 'RS256', kid: key.id, typ }
  const signed = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), key.privateKey).toString('base64url')}`
}

/** `/oauth2/v3/certs`: the key as JWK. */
export function jwkCertificates() {
  const key = getSigningKey()
  return { keys: [{ ...key.publicKey.export({ format: 'jwk' }), kid: key.id, use: 'sig', alg: 'RS256' }] }
}

/** `/oauth2/v1/certs`: PEM by key id. A bare public key where Google has a certificate; verifiers take both. */
export function pemCertificates(): Record<string, string> {
  const key = getSigningKey()
  return { [key.id]: key.publicKey.export({ format: 'pem', type: 'spki' }).toString() }
}
