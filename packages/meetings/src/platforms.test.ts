import { PLATFORM_FACTS, PLATFORMS } from '@foyer/shared/platforms'
import { expect, test } from 'vitest'
import { createPlatforms } from './platforms.ts'

const credentials = { clientId: 'id', clientSecret: 'secret' }

test('platforms without credentials are not offered', () => {
  expect(createPlatforms({ google_meet: credentials }).google_meet?.platform).toBe('google_meet')
  expect(Object.keys(createPlatforms({})).filter((name) => name !== 'custom_room')).toEqual([])
})

test('every platform that needs credentials has a folder, whose adapter calls itself by the platform’s name', () => {
  const needy = PLATFORMS.filter((platform) => PLATFORM_FACTS[platform].variables !== null)
  const made = createPlatforms(Object.fromEntries(needy.map((platform) => [platform, credentials])))
  for (const platform of needy) expect(made[platform]?.platform).toBe(platform)
})
