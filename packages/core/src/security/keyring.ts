import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** Encrypts what must not be readable in the database. */
export interface Keyring {
  /** AES-256-GCM under the first key. `boundTo` names the row and column; the text can be opened only with the same. */
  seal(plaintext: string, boundTo: string): string
  /** Throws `SealBroken` when the key is unknown or text or place was tampered with. */
  open(envelope: string, boundTo: string): string
  /** Whether the envelope was written with the first key. */
  isCurrent(envelope: string): boolean
  /** Whether the envelope can be opened, and under which key it says to be; shows nothing of what is in it. */
  inspect(envelope: string, boundTo: string): Seal
}

export interface Seal {
  /** Null when the text is no envelope at all. */
  keyId: string | null
  /** Under the first key. */
  isCurrent: boolean
  state: 'whole' | 'unknown_key' | 'broken'
}

/** The ciphertext cannot be opened: unknown key, tampered, or moved to another row. Names no content. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken'
  /** It names a key that is not among those at hand: nothing is lost once the key is back. */
  readonly isKeyUnknown: boolean

  constructor(message: string, { isKeyUnknown = false } = {}) {
    super(message)
    this.isKeyUnknown = isKeyUnknown
  }
}

const FORMAT = 'v1'
const NONCE_BYTES = 12
const TAG_BYTES = 16
const KEY_ID = /^[A-Za-z0-9_-]{1,32}$/

/** Parses `id:hex64[,id:hex64]`; the first key writes, all read. Throws a plain sentence when malformed. */
export function parseKeys(text: string): Map<string, Buffer> {
  const keys = new Map<string, Buffer>()
  for (const part of text.split(',')) {
    const match = /^\s*([A-Za-z0-9_-]{1,32}):([0-9a-fA-F]{64})\s*$/.exec(part)
    const [, id, hex] = match ?? []
    if (!id || !hex) throw new Error('Each encryption key has the form id:64 hexadecimal digits, separated by commas.')
    if (keys.has(id)) throw new Error(`The encryption key id "${id}" is used twice.`)
    if (/^(.)\1*$/.test(hex)) throw new Error(`The encryption key "${id}" is not random.`)
    keys.set(id, Buffer.from(hex, 'hex'))
  }
  return keys
}

/** A keyring over the given keys; needs at least one. */
export function createKeyring(keys: Map<string, Buffer>): Keyring {
  const [current] = keys
  if (!current) throw new Error('At least one encryption key is needed.')
  const [currentId, currentKey] = current
  const additionalData = (keyId: string, boundTo: string) => Buffer.from(`${FORMAT}|${keyId}|${boundTo}`)
  const keyring: Keyring = {
    seal(plaintext, boundTo) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', currentKey, nonce)
      cipher.setAAD(additionalData(currentId, boundTo))
      const body = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()])
      return [FORMAT, currentId, Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64url')].join('.')
    },
    open(envelope, boundTo) {
      const [format, keyId, payload, ...rest] = envelope.split('.')
      const key = keys.get(keyId ?? '')
      const bytes = Buffer.from(payload ?? '', 'base64url')
      if (
        format !== FORMAT ||
        !keyId ||
        !KEY_ID.test(keyId) ||
        rest.length > 0 ||
        bytes.length < NONCE_BYTES + TAG_BYTES
      )
        throw new SealBroken('The stored secret is no envelope of ours.')
      if (!key)
        throw new SealBroken('The stored secret cannot be opened with the keys at hand.', { isKeyUnknown: true })
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES))
      decipher.setAAD(additionalData(keyId, boundTo))
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
      try {
        return decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
      } catch {
        throw new SealBroken('The stored secret has been changed or moved.')
      }
    },
    isCurrent: (envelope) => envelope.startsWith(`${FORMAT}.${currentId}.`),
    inspect(envelope, boundTo) {
      const [format, named = ''] = envelope.split('.')
      const keyId = format === FORMAT && KEY_ID.test(named) ? named : null
      const seal = { keyId, isCurrent: keyId === currentId }
      if (keyId !== null && !keys.has(keyId)) return { ...seal, state: 'unknown_key' }
      try {
        keyring.open(envelope, boundTo)
        return { ...seal, state: 'whole' }
      } catch (error) {
        if (error instanceof SealBroken) return { ...seal, state: 'broken' }
        throw error
      }
    },
  }
  return keyring
}
