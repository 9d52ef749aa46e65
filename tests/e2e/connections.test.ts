import type { Page } from 'playwright-core'
import { expect, inject } from 'vitest'
import { bookFirst, connectGoogle, makeService } from './src/people.ts'
import { googleAccount } from './src/sandbox.ts'
import { it } from './src/world.ts'

it('a permission left unticked is told on the card, with the way to give it', async ({ world }) => {
  const provider = await world.signUp({ role: 'provider' })
  const { page } = await world.visit({ as: provider })
  await page.goto('/dashboard/integrations')
  await page.getByRole('button', { name: 'Connect Google Meet' }).click()
  await chooseAccount(page, world.google.email)
  for (const box of await page.getByRole('checkbox', { name: /calendar/i }).all()) await box.uncheck()
  await page.getByRole('button', { name: 'Continue' }).click()

  await page.getByText('A permission was left unticked', { exact: true }).waitFor()
  await page.getByText('Permission missing').waitFor()
  await page.getByRole('button', { name: 'Grant permission, Google Meet' }).click()
  await chooseAccount(page, world.google.email)
  await page.getByRole('button', { name: 'Continue' }).click()

  await page.getByText('Google Meet is connected.').waitFor()
  expect(await page.getByText('Permission missing').count()).toBe(0)
})

it('cancelling at the consent page changes nothing and says so', async ({ world }) => {
  const provider = await world.signUpConnected()
  const { page } = await world.visit({ as: await world.signUp({ role: 'provider' }) })
  await page.goto('/dashboard/integrations')
  await page.getByRole('button', { name: 'Connect Google Meet' }).click()
  await page.getByRole('button', { name: 'Cancel' }).click()

  await page.getByText('You cancelled at Google. Nothing changed.', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Try again, Google Meet' }).waitFor()
  const [own] = await provider.query<{ status: string }[]>('connections.list')
  expect(own).toMatchObject({ status: 'connected' })
})

it('an online service without a connection leads to connecting, and what was typed comes back', async ({ world }) => {
  const { page } = await world.visit({ as: await world.signUp({ role: 'provider' }), mayComplain: true })
  await page.goto('/dashboard/services/new')
  await page.getByLabel('Title').fill('A service that needs a link')
  await page.getByRole('button', { name: 'Save service' }).click()
  await page.getByText('Google Meet has to be connected first').waitFor()
  await page.getByRole('link', { name: 'Connect Google Meet' }).click()
  await page.waitForURL(/\/dashboard\/integrations/)
  await page.getByRole('button', { name: 'Connect Google Meet' }).click()
  await chooseAccount(page, world.google.email)
  await page.getByRole('button', { name: 'Continue' }).click()

  await page.waitForURL(/\/dashboard\/services\/new/)
  expect(await page.getByLabel('Title').inputValue()).toBe('A service that needs a link')
  await page.getByRole('button', { name: 'Save service' }).click()
  await page.getByText('A service that needs a link can be booked now.').waitFor()
})

it('a session without a connection is refused with the way to connect', async ({ world }) => {
  const provider = await world.signUp({ role: 'provider' })
  await connectGoogle(provider, world.google.email)
  await makeService(provider)
  await provider.mutate('connections.disconnect', { platform: 'google_meet', futureMeetings: 'keep' })
  const { page } = await world.visit({ as: provider, mayComplain: true })
  await page.goto('/dashboard/sessions/new')
  await page.getByLabel('Date').fill('2031-05-06')
  await page.getByLabel('Time').fill('10:00')
  await page.getByRole('button', { name: 'Make session' }).click()

  await page.getByText('Not made yet').waitFor()
  await page.getByRole('link', { name: 'Connect Google Meet' }).click()
  await page.waitForURL(/\/dashboard\/integrations/)
})

it('a consent page that was left open is waited for, and waiting for it can be given up', async ({ world }) => {
  const { page } = await world.visit({ as: await world.signUp({ role: 'provider' }) })
  await page.goto('/dashboard/integrations')
  await page.getByRole('button', { name: 'Connect Google Meet' }).click()
  await page.getByRole('heading', { name: /asks for access/ }).waitFor()
  await page.goBack()

  await page.getByText(/Waiting for Google until \d\d:\d\d/).waitFor()
  await page.getByRole('button', { name: 'Open Google again, Google Meet' }).waitFor()
  await page.getByRole('button', { name: 'Cancel, Google Meet' }).click()
  await page.getByRole('button', { name: 'Connect Google Meet' }).waitFor()
})

it('signing in with another account changes nothing until it is chosen, and keeping the old one ends the new permission', async ({
  world,
}) => {
  const { provider, customer, serviceId } = await world.openPractice()
  const other = googleAccount(inject('sandboxOrigin'))
  await bookFirst(customer, serviceId)
  await expect.poll(() => world.google.liveEvents()).toHaveLength(1)
  const { page } = await world.visit({ as: provider })
  await page.goto('/dashboard/integrations')
  await useAnotherAccount(page, other.email)

  const question = `You signed in as ${other.email}, this connection is ${world.google.email}. Replace it?`
  await page.getByText(question, { exact: true }).waitFor()
  await page.getByText('With a switch 1 coming session gets a new link, and its people are told.').waitFor()
  await page.getByRole('button', { name: `Keep ${world.google.email}` }).click()
  await page.getByText(question, { exact: true }).waitFor({ state: 'hidden' })
  await expect.poll(async () => (await other.calls('google.revoke')).length).toBe(1)
  await page.goto('/dashboard/sessions')
  await page.getByText('Link ready').waitFor()
  expect([await world.google.liveEvents(), await other.liveEvents()]).toMatchObject([[{}], []])
})

it('switching the account removes the old room, makes a new one and tells of it', async ({ world }) => {
  const { provider, customer, serviceId } = await world.openPractice()
  const other = googleAccount(inject('sandboxOrigin'))
  await bookFirst(customer, serviceId)
  await expect.poll(() => world.google.liveEvents()).toHaveLength(1)
  const { page } = await world.visit({ as: provider })
  await page.goto('/dashboard/integrations')
  await useAnotherAccount(page, other.email)
  await page.getByRole('button', { name: `Switch to ${other.email}` }).click()

  await page.getByText('The link is ready', { exact: true }).waitFor()
  await page.getByText(new RegExp(`^${other.email} · checked`)).waitFor()
  expect([await world.google.liveEvents(), await other.liveEvents()]).toMatchObject([[], [{}]])
  const visit = await world.visit({ as: customer })
  await visit.page.goto('/notices')
  await visit.page.getByText(/has a new link/).waitFor()
})

it('a reconnect shows how many of the missing links are there, over a reload, until all are', async ({ world }) => {
  const { provider, customer, serviceId } = await world.openPractice()
  await world.google.revoke()
  for (const fromHours of [24, 48, 72]) await bookFirst(customer, serviceId, { fromHours })
  const { page } = await world.visit({ as: provider })
  await page.goto('/dashboard/integrations')
  await page.getByText(/3 sessions need Google, the first/).waitFor()
  await page.getByText('Details', { exact: true }).click()
  await page.getByText(/revoked \(invalid_grant\) since/).waitFor()
  await world.google.keepPending(3)
  await page.getByRole('button', { name: 'Reconnect Google Meet' }).click()
  await chooseAccount(page, world.google.email)
  await page.getByRole('button', { name: 'Continue' }).click()

  await page.getByText(/^[012] of 3 repaired$/).waitFor()
  await page.reload()
  await page.getByText('All 3 links are ready', { exact: true }).waitFor({ timeout: 30_000 })
  await page.reload()
  await page.getByText('All 3 links are ready', { exact: true }).waitFor()
  expect(await world.google.liveEvents()).toHaveLength(3)
})

async function useAnotherAccount(page: Page, email: string): Promise<void> {
  await page.getByRole('button', { name: 'More for Google Meet' }).click()
  await page.getByRole('menuitem', { name: 'Use another account' }).click()
  await chooseAccount(page, email)
  await page.getByRole('button', { name: 'Continue' }).click()
}

async function chooseAccount(page: Page, email: string): Promise<void> {
  await page.getByLabel('Another account').check()
  await page.getByLabel('E-mail of the other account').fill(email)
}
