import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { PASSWORD } from './src/people.ts'
import { PHONE } from './src/visit.ts'
import { it } from './src/world.ts'

/** Google takes its time, so that both can be seen waiting at the closed door. */
const GOOGLE_TAKES_MS = 4000

it('two new people get from signing up to a door that opens for both without a reload', async ({ world }) => {
  const { page: provider } = await world.visit({ timeZone: 'Europe/Lisbon' })
  const { page: customer } = await world.visit({ timeZone: 'Asia/Tokyo', viewport: PHONE })

  await createAccount(provider, { name: 'Ana Ribeiro', role: 'I offer sessions' })
  await connectGoogle(provider, world.google.email)
  await saveHours(provider)
  const publicPage = await offerService(provider)
  await createAccount(customer, { name: 'Kenji Sato', role: 'I want to book' })
  await requestFirstTime(customer, publicPage)
  await customer.getByText('Waiting for Ana Ribeiro’s answer').waitFor()

  await world.google.addFault({ operation: 'google.events.insert', kind: 'delay', ms: GOOGLE_TAKES_MS })
  await provider.goto('/dashboard')
  await provider.getByRole('button', { name: /^Confirm .*Kenji Sato/ }).click()
  await customer.waitForURL('**/sessions/*')
  await provider.goto(customer.url())
  await customer.getByText('Preparing your room').waitFor()
  await provider.getByText('Preparing the room').waitFor()
  const loads = countLoads(customer, provider)
  const ways = [customer, provider].map((page) => page.getByRole('link', { name: /^Join/ }))
  for (const way of ways) await way.waitFor()

  expect(loads()).toBe(0)
  for (const way of ways) expect(await way.getAttribute('href')).toMatch(/^\/s\/[\w-]+\/join$/)
  expect(await world.google.liveEvents()).toHaveLength(1)
})

async function createAccount(page: Page, { name, role }: { name: string; role: string }): Promise<void> {
  await page.goto('/')
  await page.getByRole('link', { name: 'Create account' }).click()
  await page.getByText(role).click()
  await page.getByLabel('Full name').fill(name)
  await page.getByLabel('Email').fill(`${crypto.randomUUID()}@foyer.test`)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Create account' }).click()
  await page.getByRole('button', { name: `Account of ${name}` }).waitFor()
}

async function connectGoogle(page: Page, email: string): Promise<void> {
  await page.getByRole('link', { name: 'Integrations' }).click()
  await page.getByRole('button', { name: 'Connect Google Meet' }).click()
  await page.getByLabel('Another account').check()
  await page.getByLabel('E-mail of the other account').fill(email)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByText('Google Meet is connected.').waitFor()
}

async function saveHours(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Availability' }).click()
  await page.getByRole('button', { name: 'Add hours on Monday' }).click()
  await page.getByRole('button', { name: /Copy Monday/ }).click()
  await page.getByRole('button', { name: 'Save hours' }).click()
  await page.getByText(/saved/i).first().waitFor()
}

/** Returns the address of the public page, as the provider's own page shows it. */
async function offerService(page: Page): Promise<string> {
  await page.goto('/dashboard/services/new')
  await page.getByLabel('Title').fill('First conversation')
  await page.getByRole('button', { name: 'Save service' }).click()
  await page.getByText('First conversation can be booked now.').waitFor()
  await page.goto('/dashboard')
  const address = page.getByRole('link', { name: /\/p\// })
  return (await address.getAttribute('href')) ?? ''
}

async function requestFirstTime(page: Page, publicPage: string): Promise<void> {
  await page.goto(publicPage)
  await page.getByRole('link', { name: 'Book First conversation' }).click()
  await page
    .getByRole('button', { name: /times? free/ })
    .first()
    .click()
  await page
    .locator('label', { has: page.getByRole('radio') })
    .first()
    .click()
  await page.getByText('for Ana Ribeiro').first().waitFor()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('button', { name: 'Request booking' }).click()
}

/** How often one of the pages is loaded anew from here on. */
function countLoads(...pages: Page[]): () => number {
  let loads = 0
  for (const page of pages) page.on('load', () => (loads += 1))
  return () => loads
}
