import { expect, test } from 'vitest'
import { createPlatforms } from './platforms.ts'

const credentials = { clientId: 'id', clientSecret: 'secret' }

test('platforms without credentials are not offered', () => {
  expect(createPlatforms({})).toEqual({})
  expect(createPlatforms({ google_meet: credentials }).google_meet?.platform).toBe('google_meet')
})

test('a platform without an adapter is not offered, whatever credentials there are', () => {
  expect(createPlatforms({ custom_room: credentials })).toEqual({})
})
