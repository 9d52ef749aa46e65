import fs from 'node:fs'
import { createPlatforms } from '@foyer/meetings/platforms'
import { PLATFORM_FACTS, PLATFORMS } from '@foyer/shared/platforms'
import { expect, it } from 'vitest'
import { inRoot } from './lib/root.ts'

const page = fs.readFileSync(inRoot('docs/setting-up-platforms.md'), 'utf8')
const named = new Set([...page.matchAll(/`([^`\n]+)`/g)].map(([, text]) => text))

const APP = { clientId: 'foyer', clientSecret: 'canary-client-secret' }
const adapters = createPlatforms(Object.fromEntries(PLATFORMS.map((platform) => [platform, APP])))
const registered = PLATFORMS.flatMap((platform) => {
  const adapter = adapters[platform]
  const { variables } = PLATFORM_FACTS[platform]
  return adapter && variables ? [{ adapter, variables }] : []
})

it.each(registered)('names all that an app at $adapter.platform is to be registered with', ({ adapter, variables }) => {
  const { platform, requestedScopes, optionalPermissions = [] } = adapter
  const consent = adapter.authorizationUrl({
    redirectUri: 'https://book.example.org',
    state: 'state',
    codeChallenge: 'challenge',
    permissions: [...optionalPermissions],
  })
  const scopes = [...requestedScopes, ...(new URL(consent).searchParams.get('scope') ?? '').split(' ')].filter(Boolean)
  const address = `<APP_URL>/api/connections/${platform}/callback`
  const missing = [...scopes, address, `${variables}_CLIENT_ID`, `${variables}_CLIENT_SECRET`].filter(
    (text) => !named.has(text),
  )
  expect(missing).toEqual([])
})
