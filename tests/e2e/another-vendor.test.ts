import { startAnotherMicrosoft } from '@foyer/meetings/testing/another-microsoft'
import { startAnotherZoom } from '@foyer/meetings/testing/another-zoom'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, inject, it } from 'vitest'
import { doMainJob } from './src/main-job.ts'
import { openAllHours, signUp } from './src/people.ts'
import { E2E_CLIENT, type Stack, startStack } from './src/stack.ts'
import { openVisit } from './src/visit.ts'

/** A Foyer of its own starts in this, and two people take their time. */
const PATIENCE = 150_000

let servers: Record<'Zoom' | 'Microsoft Teams', { meetings(): { startsAt: Date }[] }>
let stack: Stack
let browser: Browser
const ends: (() => Promise<unknown>)[] = []
beforeAll(async () => {
  const [zoom, microsoft] = [await startAnotherZoom(E2E_CLIENT), await startAnotherMicrosoft(E2E_CLIENT)]
  ends.push(zoom.close, microsoft.close)
  servers = { Zoom: zoom, 'Microsoft Teams': microsoft }
  stack = await startStack({
    origins: { ZOOM: zoom.origin, MICROSOFT: microsoft.origin },
    webDist: inject('webDist'),
  })
  ends.push(stack.stop)
  browser = await chromium.connect(inject('browserEndpoint'))
  ends.push(() => browser.close())
}, PATIENCE)
afterAll(async () => {
  for (const end of ends.toReversed()) await end()
})

describe.each(['Zoom', 'Microsoft Teams'] as const)('a Foyer whose %s is a server of somebody else', (platform) => {
  it('does the main job there: connect, book, confirm, join, move and cancel', { timeout: PATIENCE }, async ({
    expect,
  }) => {
    const { appUrl } = stack
    const [provider, customer] = [
      await signUp(appUrl, { role: 'provider' }),
      await signUp(appUrl, { role: 'customer' }),
    ]
    await openAllHours(provider)
    const [theirs, mine] = [
      await openVisit(browser, appUrl, { as: provider }),
      await openVisit(browser, appUrl, { as: customer }),
    ]
    await doMainJob({
      platform,
      provider: { page: theirs.page, name: provider.name },
      customer: { page: mine.page, name: customer.name },
      async connect() {
        await theirs.page.goto('/dashboard/integrations')
        await theirs.page.getByRole('button', { name: `Connect ${platform}`, exact: true }).click()
        await theirs.page.getByText(`${platform} is connected.`).waitFor()
      },
      rooms: async () => servers[platform].meetings().map(({ startsAt }) => startsAt.toISOString()),
      session: (id) => customer.query('sessions.get', { id }),
      expect,
    })
    await Promise.all([theirs.context.close(), mine.context.close()])
  })
})
