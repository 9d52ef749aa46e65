import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createKeyring, parseKeys, SealBroken } from './keyring.ts'

const oldKey: [string, Buffer] = ['2025', randomBytes(32)]
const newKey: [string, Buffer] = ['2026', randomBytes(32)]
const keyring = createKeyring(new Map([newKey, oldKey]))

describe('keyring', () => {
  it('opens what it sealed, in the same place only', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), fc.string(), (text, place, elsewhere) => {
        const envelope = keyring.seal(text, place)
        expect(keyring.open(envelope, place)).toBe(text)
        if (elsewhere !== place) expect(() => keyring.open(envelope, elsewhere)).toThrow(SealBroken)
      }),
    )
  })

  it('refuses every envelope of which one character was changed', () => {
    const envelope = keyring.seal('a token', 'row 1')
    for (let index = 0; index < envelope.length - 1; index += 1) {
      const flipped = envelope[index] === 'A' ? 'B' : 'A'
      const changed = envelope.slice(0, index) + flipped + envelope.slice(index + 1)
      expect(() => keyring.open(changed, 'row 1'), `at ${index}`).toThrow(SealBroken)
    }
    for (const broken of ['', 'v1', envelope.slice(0, 20), `${envelope}.x`])
      expect(() => keyring.open(broken, 'row 1')).toThrow(SealBroken)
  })

  it('reads with an older key, writes with the first, and knows which is which', () => {
    const before = createKeyring(new Map([oldKey])).seal('a token', 'row 1')
    expect(keyring.open(before, 'row 1')).toBe('a token')
    expect([keyring.isCurrent(before), keyring.isCurrent(keyring.seal('a token', 'row 1'))]).toEqual([false, true])
    expect(() => createKeyring(new Map([newKey])).open(before, 'row 1')).toThrow(SealBroken)
  })

  it('never uses a nonce twice', () => {
    const nonces = new Set<string>()
    for (let count = 0; count < 20_000; count += 1)
      nonces.add(Buffer.from(keyring.seal('', 'row').split('.')[2] ?? '', 'base64url').toString('hex', 0, 12))
    expect(nonces.size).toBe(20_000)
  })
})

describe('parseKeys', () => {
  const hex = randomBytes(32).toString('hex')
  it('takes several keys in order', () => {
    expect([...parseKeys(`b:${hex},a:${randomBytes(32).toString('hex')}`).keys()]).toEqual(['b', 'a'])
  })
  it.each(['', 'x', `a:${hex.slice(2)}`, `a:${hex}g`, `a:${hex},a:${hex}`, `a:${'0'.repeat(64)}`, `:${hex}`])(
    'refuses %s',
    (text) => {
      expect(() => parseKeys(text)).toThrow(/encryption key/)
    },
  )
})
