import type { SessionDto } from '@foyer/shared/sessions'
import type { Page } from 'playwright-core'
import type { ExpectStatic } from 'vitest'

const JOIN = /^Join/
/** Long enough for a busy machine. */
const PATIENCE = { timeout: 15_000 }

/** Two people, each at a page of their own, and what is known beside their screens. */
interface MainJob {
  /** The platform as the form of a service offers it. */
  platform: string
  provider: { page: Page; name: string }
  customer: { page: Page; name: string }
  /** Gives the permission on the provider's page. */
  connect(): Promise<void>
  /** When the rooms begin that are alive at the platform; null where nobody but us knows of any. */
  rooms(): Promise<string[] | null>
  session(id: string): Promise<SessionDto>
  /** Of the test: tests that run side by side each have one. */
  expect: ExpectStatic
}

/** Connect, offer, book, confirm, join, move and cancel, on the screens of both; one room follows, and in the end none is left. */
export async function doMainJob(job: MainJob): Promise<void> {
  const { platform, provider, customer, connect, rooms, session, expect } = job
  const { page: theirs } = provider
  const { page: mine } = customer
  await connect()
  const publicPage = await offer(theirs, platform)
  await request(mine, publicPage)
  await mine.getByText(`Waiting for ${provider.name}’s answer`).waitFor()
  const isKnown = (await rooms()) !== null
  expect(await rooms()).toEqual(isKnown ? [] : null)

  await theirs.goto('/dashboard')
  await theirs.getByRole('button', { name: new RegExp(`^Confirm .*${customer.name}`) }).click()
  await mine.waitForURL('**/sessions/*')
  const id = new URL(mine.url()).pathname.split('/').at(-1) ?? ''
  await mine.getByRole('link', { name: JOIN }).waitFor()
  await theirs.goto(`/sessions/${id}`)
  await theirs.getByRole('link', { name: JOIN }).waitFor()
  const made = await session(id)
  expect(made.meeting).toMatchObject({ status: 'ready', joinUrl: expect.stringMatching(/^https:/) })
  expect(await rooms()).toEqual(isKnown ? [made.startsAt] : null)

  await mine.getByRole('link', { name: 'Move to another time' }).click()
  await chooseTime(mine, 2)
  await mine.getByRole('button', { name: 'Move to this time' }).click()
  await mine.getByText('Moved. Everybody sees the new time.').waitFor()
  const moved = await session(id)
  expect(moved.startsAt).not.toBe(made.startsAt)
  await expect.poll(rooms, PATIENCE).toEqual(isKnown ? [moved.startsAt] : null)
  expect((await session(id)).meeting).toMatchObject({ status: 'ready', joinUrl: made.meeting?.joinUrl })
  await theirs.getByRole('link', { name: JOIN }).waitFor()

  await mine.getByRole('button', { name: /^Cancel/ }).click()
  await mine.getByRole('button', { name: 'Cancel booking' }).click()
  await mine.getByText('You cancelled it.').waitFor()
  await theirs.getByText(`${customer.name} cancelled it.`).waitFor()
  await expect.poll(rooms, PATIENCE).toEqual(isKnown ? [] : null)
  expect((await session(id)).meeting?.joinUrl ?? null).toBeNull()
}

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
