import { PLATFORM_FACTS, PLATFORMS } from '@foyer/shared/platforms'
import { expect, test } from 'vitest'
import { createPlatforms } from './platforms.ts'

const credentials = { clientId: 'id', clientSecret: 'secret' }

test('without credentials only those platforms are offered that need none', () => {
  const contented = PLATFORMS.filter((platform) => PLATFORM_FACTS[platform].variables === null)
  expect(Object.keys(createPlatforms({}))).toEqual(contented)
  expect(createPlatforms({ google_meet: credentials }).google_meet?.platform).toBe('google_meet')
})

test('every platform has a folder, whose adapter calls itself by the platform’s name', () => {
  const made = createPlatforms(Object.fromEntries(PLATFORMS.map((platform) => [platform, credentials])))
  for (const platform of PLATFORMS) expect(made[platform]?.platform).toBe(platform)
})
