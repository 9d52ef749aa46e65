import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { connectGoogle, makeService } from './src/people.ts'
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
  await page.getByRole('button', { name: 'Reconnect Google Meet' }).click()
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

  await page.getByText('You cancelled. Nothing changed.', { exact: true }).first().waitFor()
  await page.getByRole('button', { name: 'Connect Google Meet' }).waitFor()
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

async function chooseAccount(page: Page, email: string): Promise<void> {
  await page.getByLabel('Another account').check()
  await page.getByLabel('E-mail of the other account').fill(email)
}
