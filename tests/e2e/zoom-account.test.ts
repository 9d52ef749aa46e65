import type { Page } from 'playwright-core'
import { describe, inject } from 'vitest'
import { bookFirst, makeService, openAllHours, type Person } from './src/people.ts'
import { it, type World } from './src/world.ts'

/** Turns something at the stand-in for Zoom. */
async function atZoom(method: 'PUT' | 'POST', path: string, body: object): Promise<void> {
  const answer = await fetch(`${inject('sandboxOrigin')}/_sandbox/zoom/${path}`, {
    method,
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`The sandbox refused ${path}: ${await answer.text()}`)
}

/** A provider whose Zoom account was connected on its consent page, which shows the integrations afterwards. */
async function connected(world: World): Promise<{ provider: Person; page: Page; account: string }> {
  const account = `${crypto.randomUUID()}@zoom.test`
  const provider = await world.signUp({ role: 'provider' })
  await openAllHours(provider)
  const { page } = await world.visit({ as: provider })
  await page.goto('/dashboard/integrations')
  await page.getByRole('button', { name: 'Connect Zoom' }).click()
  await page.getByLabel('Another account').check()
  await page.getByLabel('E-mail of the other account').fill(account)
  await page.getByRole('button', { name: 'Allow' }).click()
  await page.getByText('Zoom is connected.').waitFor()
  return { provider, page, account }
}

/** What the clock of somebody shows at the next 00:00 UTC. */
function midnightFor({ timeZone }: Person): string {
  const midnight = new Date(Math.ceil(Date.now() / 86_400_000) * 86_400_000)
  return midnight.toLocaleTimeString('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' })
}

describe.concurrent('an account at Zoom', () => {
  it('that has used up its day says so to both sides, with the time on their own clocks', async ({ world, expect }) => {
    const { provider, page, account } = await connected(world)
    const { id } = await makeService(provider, { platform: 'zoom' })
    const customer = await world.signUp({ role: 'customer' })
    await atZoom('PUT', 'writes', { account, writes: 99 })
    const hundredth = await bookFirst(customer, id)
    const { page: customerPage } = await world.visit({ as: customer })
    await customerPage.goto(`/bookings/${hundredth.id}`)
    await customerPage.getByText('The room is ready').waitFor()

    const next = await bookFirst(customer, id, { fromHours: 48 })
    await customerPage.goto(`/bookings/${next.id}`)
    const told = (person: Person) => `Zoom’s daily limit reached. Resumes ${midnightFor(person)} your time.`
    await customerPage.getByText(told(customer)).waitFor()
    await page.goto(new URL(customerPage.url()).pathname)
    await page.getByText(told(provider)).waitFor()
    // No try would help before.
    expect(await page.getByRole('button', { name: 'Retry now' }).count()).toBe(0)

    await page.goto('/dashboard/integrations')
    await page.getByText(`${account} · ${told(provider)}`).waitFor()
    await page.getByText(/^1 session waits for a link/).waitFor()
  })

  it('whose owner removes Foyer there is shown as ended, without a reload', async ({ world }) => {
    const { page, account } = await connected(world)
    await atZoom('POST', 'tokens/deauthorize', { account })
    await page.getByText(`${account} · you removed Foyer at Zoom`).waitFor()
    await page
      .getByRole('button', { name: /Reconnect/ })
      .first()
      .waitFor()
  })
})
