import { expect, test } from 'vitest'
import { createPlatforms } from './platforms.ts'

const credentials = { clientId: 'id', clientSecret: 'secret' }

test('platforms without credentials are not offered', () => {
  expect(createPlatforms({})).toEqual({})
  expect(createPlatforms({ google_meet: credentials }).google_meet?.platform).toBe('google_meet')
})

test('credentials for a platform that cannot be used stop the start', () => {
  expect(() => createPlatforms({ zoom: credentials })).toThrow('there is no adapter for zoom')
})
