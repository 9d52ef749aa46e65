import type { BookingDto } from '@foyer/shared/bookings'
import type { Page } from 'playwright-core'
import { describe } from 'vitest'
import { insertSession } from './src/insert-session.ts'
import { bookFirst, type Person } from './src/people.ts'
import { it, type Practice } from './src/world.ts'

const INSERT = 'google.events.insert'

const sessionOf = ({ sessions: [session] }: BookingDto) => session?.id ?? ''
const joinLink = (page: Page) => page.getByRole('link', { name: /^Join/ })

const book = async ({ customer, serviceId }: Practice, fromHours?: number) =>
  sessionOf(await bookFirst(customer, serviceId, fromHours ? { fromHours } : {}))

// What people complained of wherever links are made by calling a platform once and hoping.
describe.concurrent('the old stories', () => {
  it('created without a connected calendar: the page says whose turn it is, and connecting makes the link', async ({
    world,
    expect,
  }) => {
    const practice = await world.openPractice()
    const { provider, customer, serviceId } = practice
    await provider.mutate('connections.disconnect', { platform: 'google_meet', futureMeetings: 'keep' })
    const sessionId = await insertSession({ serviceId, customerEmail: customer.email, inHours: 30 })
    const { page: customerPage } = await world.visit({ as: customer })
    await customerPage.goto(`/sessions/${sessionId}`)
    await customerPage.getByText(`${provider.name} has to connect Google first.`).waitFor()

    const { page } = await world.visit({ as: provider })
    await page.goto(`/sessions/${sessionId}`)
    await page.getByRole('link', { name: 'Connect Google Meet' }).click()
    await page.waitForURL(/\/dashboard\/integrations/)
    await connectAgain(page, 'Connect Google Meet', world.google.email)

    await joinLink(customerPage).waitFor()
    expect(await world.google.liveEvents()).toHaveLength(1)
  })

  it('expired token, error, reconnect, retry, link: reconnecting is all it takes', async ({ world, expect }) => {
    const practice = await world.openPractice()
    await world.google.revoke()
    await world.google.expireAccessTokens()
    const sessionId = await book(practice)
    const { page: customerPage } = await world.visit({ as: practice.customer })
    await customerPage.goto(`/sessions/${sessionId}`)
    await customerPage.getByText(`${practice.provider.name} has to reconnect Google.`).waitFor()

    const { page } = await world.visit({ as: practice.provider })
    await page.goto('/dashboard/integrations')
    await connectAgain(page, 'Reconnect Google Meet', world.google.email)

    await joinLink(customerPage).waitFor()
    await page.goto(`/sessions/${sessionId}`)
    await page.getByText('The room is ready').waitFor()
    expect(await world.google.liveEvents()).toHaveLength(1)
  })

  it('link stuck, Retry now: the provider tries at once instead of at the next planned time', async ({
    world,
    expect,
  }) => {
    const practice = await world.openPractice()
    await world.google.addFault({ operation: INSERT, kind: 'status', status: 503, headers: { 'retry-after': '900' } })
    const sessionId = await book(practice)
    const { page: customerPage } = await world.visit({ as: practice.customer })
    await customerPage.goto(`/sessions/${sessionId}`)
    await customerPage.getByText(/Next try \d\d:\d\d:\d\d, in/).waitFor()

    const { page } = await world.visit({ as: practice.provider })
    await page.goto(`/sessions/${sessionId}`)
    await page.getByRole('button', { name: 'Retry now' }).click()

    await page.getByText('The room is ready').waitFor()
    await joinLink(customerPage).waitFor()
    expect(await world.google.liveEvents()).toHaveLength(1)
  })

  it('fix all missing links: one button for all of the provider’s own', async ({ world, expect }) => {
    const practice = await world.openPractice()
    const refused = { operation: INSERT, kind: 'status', status: 400, reason: 'badRequest', times: 3 } as const
    await world.google.addFault(refused)
    const sessions = [await book(practice, 24), await book(practice, 48), await book(practice, 72)]
    for (const sessionId of sessions) await untilFailed(practice.provider, sessionId)

    const { page } = await world.visit({ as: practice.provider })
    await page.goto('/dashboard/sessions')
    await page.getByRole('button', { name: 'Try all now' }).click()

    await expect.poll(() => page.getByText('Link ready').count(), { timeout: 15_000 }).toBe(3)
    expect(await world.google.liveEvents()).toHaveLength(3)
  })
})

/** Through the consent page, which asks for the account the connection had. */
async function connectAgain(page: Page, name: string, email: string): Promise<void> {
  await page.getByRole('button', { name }).first().click()
  await page.getByLabel('Another account').check()
  await page.getByLabel('E-mail of the other account').fill(email)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.waitForURL(/\/dashboard\/integrations/)
}

async function untilFailed(provider: Person, id: string): Promise<void> {
  const giveUpAt = performance.now() + 15_000
  while (performance.now() < giveUpAt) {
    const { meeting } = await provider.query<{ meeting: { status: string } | null }>('sessions.get', { id })
    if (meeting?.status === 'failed') return
    await new Promise((resolve) => setTimeout(resolve, 80))
  }
  throw new Error('The meeting did not fail.')
}
