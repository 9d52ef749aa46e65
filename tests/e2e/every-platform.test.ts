import type { SessionDto } from '@foyer/shared/sessions'
import type { Page } from 'playwright-core'
import { describe, inject } from 'vitest'
import { openAllHours, type Person } from './src/people.ts'
import { PLAYED_PLATFORMS, type PlayedPlatform } from './src/played-platforms.ts'
import { readJson } from './src/read-json.ts'
import { PHONE } from './src/visit.ts'
import { it } from './src/world.ts'

const JOIN = /^Join/

/** Two people and some thirty steps of theirs; a busy machine takes its time. */
const PATIENCE = { timeout: 120_000 }

describe.concurrent('a provider who connects and confirms, and a customer who books, moves and cancels', () => {
  it.for(PLAYED_PLATFORMS)(
    'have one room that follows, with $name',
    PATIENCE,
    async (played, { world, expect, onTestFailed }) => {
      const account = `${crypto.randomUUID()}@work.test`
      const [provider, customer] = await Promise.all([
        world.signUp({ role: 'provider' }),
        world.signUp({ role: 'customer' }),
      ])
      onTestFailed(() => tellWhatIs(played, provider, account))
      const rooms = async () => (await played.rooms?.(inject('sandboxOrigin'), account)) ?? null
      const { page: theirs } = await world.visit({ as: provider })
      const { page: mine } = await world.visit({ as: customer, viewport: PHONE })

      await openAllHours(provider)
      await played.connect(theirs, account)
      const publicPage = await offer(theirs, played.name)
      await request(mine, publicPage)
      await mine.getByText('Waiting for Ana Ribeiro’s answer').waitFor()
      expect(await rooms()).toEqual(played.rooms && [])

      await theirs.goto('/dashboard')
      await theirs.getByRole('button', { name: /^Confirm .*Jonas Meier/ }).click()
      await mine.waitForURL('**/sessions/*')
      const id = new URL(mine.url()).pathname.split('/').at(-1) ?? ''
      const session = () => customer.query<SessionDto>('sessions.get', { id })
      await mine.getByRole('link', { name: JOIN }).waitFor()
      await theirs.goto(`/sessions/${id}`)
      await theirs.getByRole('link', { name: JOIN }).waitFor()
      const made = await session()
      expect(made.meeting).toMatchObject({ status: 'ready', joinUrl: expect.stringMatching(/^https:/) })
      expect(await rooms()).toEqual(played.rooms && [made.startsAt])

      await mine.getByRole('link', { name: 'Move to another time' }).click()
      await chooseTime(mine, 2)
      await mine.getByRole('button', { name: 'Move to this time' }).click()
      await mine.getByText('Moved. Everybody sees the new time.').waitFor()
      const moved = await session()
      expect(moved.startsAt).not.toBe(made.startsAt)
      await expect.poll(rooms, { timeout: 15_000 }).toEqual(played.rooms && [moved.startsAt])
      expect((await session()).meeting).toMatchObject({ status: 'ready', joinUrl: made.meeting?.joinUrl })
      await theirs.getByRole('link', { name: JOIN }).waitFor()

      await mine.getByRole('button', { name: /^Cancel/ }).click()
      await mine.getByRole('button', { name: 'Cancel booking' }).click()
      await mine.getByText('You cancelled it.').waitFor()
      await theirs.getByText('Jonas Meier cancelled it.').waitFor()
      await expect.poll(rooms, { timeout: 15_000 }).toEqual(played.rooms && [])
      expect((await session()).meeting?.joinUrl ?? null).toBeNull()
    },
  )
})

/** Offers a service on the platform; returns the address of the public page. */
async function offer(page: Page, platform: string): Promise<string> {
  await page.goto('/dashboard/services/new')
  await page.getByLabel('Title').fill('First conversation')
  await page.getByRole('button', { name: /Platform/ }).click()
  await page.getByRole('option', { name: new RegExp(`^${platform}`) }).click()
  await page.getByRole('button', { name: 'Save service' }).click()
  await page.getByText('First conversation can be booked now.').waitFor()
  await page.goto('/dashboard')
  const address = page.getByRole('link', { name: /\/p\// })
  return (await address.getAttribute('href')) ?? ''
}

async function request(page: Page, publicPage: string): Promise<void> {
  await page.goto(publicPage)
  await page.getByRole('link', { name: 'Book First conversation' }).click()
  await chooseTime(page, 1)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('button', { name: 'Request booking' }).click()
}

/** The first time of a day that has any, counted from 0. */
async function chooseTime(page: Page, day: number): Promise<void> {
  await page
    .getByRole('button', { name: /times? free/ })
    .nth(day)
    .click()
  await page
    .locator('label', { has: page.getByRole('radio') })
    .first()
    .click()
}

/** Everything that can say why a link is not there. */
async function tellWhatIs({ name, vendor }: PlayedPlatform, provider: Person, account: string): Promise<void> {
  const calls = `${inject('sandboxOrigin')}/_sandbox/calls?vendor=${vendor ?? ''}&account=${encodeURIComponent(account)}`
  const facts = {
    sessions: await provider.query('sessions.list', { when: 'upcoming' }).catch(String),
    connections: await provider.query('connections.list').catch(String),
    calls: vendor ? await readJson(await fetch(calls)).catch(String) : [],
  }
  process.stderr.write(`\nWhat is, with ${name}:\n${JSON.stringify(facts, null, 2)}\n`)
}
