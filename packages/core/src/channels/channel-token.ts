import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

const sha256 = (token: string) => createHash('sha256').update(token).digest()

/** A token that only the platform gets to know, and the hash by which it is known again. */
export function newChannelToken(): { token: string; tokenHash: string } {
  const token = randomBytes(32).toString('base64url')
  return { token, tokenHash: sha256(token).toString('base64url') }
}

/** Compares in a time that says nothing of how much was right. */
export function isChannelToken(token: string, tokenHash: string): boolean {
  const [given, stored] = [sha256(token), Buffer.from(tokenHash, 'base64url')]
  return given.length === stored.length && timingSafeEqual(given, stored)
}
