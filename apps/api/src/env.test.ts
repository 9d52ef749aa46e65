import { EnvironmentError } from '@foyer/core/environment'
import { describe, expect, it } from 'vitest'
import { readEnv } from './env.ts'

const GOOD = {
  DATABASE_URL: 'postgres://foyer@localhost:5432/foyer',
  AUTH_SECRET: '2b7e151628aed2a6abf7158809cf4f3c',
  ENCRYPTION_KEYS: `k1:${'0123456789abcdef'.repeat(4)}`,
}

describe('the environment', () => {
  it('has a default for everything that can have one', () => {
    expect(readEnv(GOOD)).toMatchObject({
      host: 'localhost',
      port: 3000,
      appUrl: 'http://localhost:3000',
      credentials: {},
    })
    expect(readEnv({ ...GOOD, PORT: '8080' }).appUrl).toBe('http://localhost:8080')
  })

  it('sets up a platform when both its id and its secret are there', () => {
    const env = {
      ...GOOD,
      GOOGLE_CLIENT_ID: 'id',
      GOOGLE_CLIENT_SECRET: 'secret',
      GOOGLE_ORIGIN: 'http://localhost:4000/',
    }
    expect(readEnv({ ...env, ZOOM_CLIENT_ID: 'id' }).credentials).toEqual({
      google_meet: { clientId: 'id', clientSecret: 'secret', origin: 'http://localhost:4000' },
    })
  })

  it.each([
    ['AUTH_SECRET', '', 'is missing'],
    ['AUTH_SECRET', 'short', 'at least 32'],
    ['AUTH_SECRET', 'x'.repeat(64), 'not random'],
    ['ENCRYPTION_KEYS', '', 'is missing'],
    ['ENCRYPTION_KEYS', 'k1:abc', '64 hexadecimal'],
    ['ENCRYPTION_KEYS', `k1:${'0'.repeat(64)}`, 'not random'],
    ['APP_URL', 'https://book.example.org/path', 'has to be an origin'],
    ['DATABASE_URL', 'mysql://localhost', 'postgres://'],
    ['PORT', 'eighty', 'has to be a number'],
  ])('says in one line what is wrong with %s=%s', (name, value, problem) => {
    try {
      readEnv({ ...GOOD, [name]: value })
      expect.unreachable()
    } catch (error) {
      expect(error).toBeInstanceOf(EnvironmentError)
      const { problems } = error as EnvironmentError
      expect(problems).toEqual([expect.stringMatching(new RegExp(`^${name} .*${problem}`))])
    }
  })
})
