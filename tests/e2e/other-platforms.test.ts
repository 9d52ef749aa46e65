import type { BookingDto } from '@foyer/shared/bookings'
import type { SessionDto } from '@foyer/shared/sessions'
import type { Page } from 'playwright-core'
import { describe, inject } from 'vitest'
import { bookFirst, openAllHours } from './src/people.ts'
import { readJson } from './src/read-json.ts'
import { it } from './src/world.ts'

interface OtherPlatform {
  name: string
  accepts: string
  /** Start times of what is alive in the account, by the sandbox. */
  live(email: string): Promise<string[]>
}

const ask = async <Body>(path: string, account: string): Promise<Body> =>
  readJson(await fetch(`${inject('sandboxOrigin')}/_sandbox/${path}?account=${encodeURIComponent(account)}`))

const PLATFORMS: OtherPlatform[] = [
  {
    name: 'Zoom',
    accepts: 'Allow',
    async live(email) {
      type Answer = { meetings: { start_time: string; sandbox: { isDeleted: boolean } }[] }
      const { meetings } = await ask<Answer>('zoom/meetings', email)
      return meetings.filter(({ sandbox }) => !sandbox.isDeleted).map(({ start_time }) => toInstant(start_time))
    },
  },
  {
    name: 'Microsoft Teams',
    accepts: 'Accept',
    async live(email) {
      type Answer = { meetings: { startDateTime: string; sandbox: { isDeleted: boolean } }[] }
      const { meetings } = await ask<Answer>('microsoft/meetings', email)
      return meetings.filter(({ sandbox }) => !sandbox.isDeleted).map(({ startDateTime }) => toInstant(startDateTime))
    },
  },
]

const toInstant = (text: string) => new Date(text).toISOString()

describe.concurrent.each(PLATFORMS)('with $name', ({ name, accepts, live }) => {
  it('a provider connects and offers a service, a customer books, moves and cancels, and one room follows', async ({
    world,
    expect,
  }) => {
    const email = `${crypto.randomUUID()}@work.test`
    const provider = await world.signUp({ role: 'provider' })
    await openAllHours(provider)
    const { page } = await world.visit({ as: provider })
    await connect(page, { name, accepts, email })
    await offer(page, name)

    const customer = await world.signUp({ role: 'customer' })
    const [service] = await provider.query<{ id: string }[]>('services.mine')
    const booking = await bookFirst(customer, service?.id ?? '')
    const { page: customerPage } = await world.visit({ as: customer })
    await customerPage.goto(`/bookings/${booking.id}`)
    await customerPage.waitForURL('**/sessions/*')
    await customerPage.getByRole('link', { name: /^Join/ }).waitFor()
    const { sessions } = await customer.query<BookingDto>('bookings.get', { id: booking.id })
    const [session] = sessions
    expect(await live(email)).toEqual([session?.startsAt])

    const startsAt = new Date(Date.parse(booking.startsAt ?? '') + 48 * 3_600_000).toISOString()
    await customer.mutate('bookings.reschedule', { id: booking.id, startsAt })
    await expect.poll(() => live(email), { timeout: 15_000 }).toEqual([startsAt])
    const moved = await customer.query<SessionDto>('sessions.get', { id: session?.id ?? '' })
    expect(moved.meeting?.joinUrl).toBe(session?.meeting?.joinUrl)

    await customer.mutate('bookings.cancel', { id: booking.id })
    await customerPage.getByText('You cancelled it.').waitFor()
    await expect.poll(() => live(email), { timeout: 15_000 }).toEqual([])
  })
})

async function connect(page: Page, { name, accepts, email }: { name: string; accepts: string; email: string }) {
  await page.goto('/dashboard/integrations')
  await page.getByRole('button', { name: `Connect ${name}` }).click()
  await page.getByLabel('Another account').check()
  await page.getByLabel('E-mail of the other account').fill(email)
  await page.getByRole('button', { name: accepts }).click()
  await page.getByText(`${name} is connected.`).waitFor()
}

async function offer(page: Page, name: string) {
  await page.goto('/dashboard/services/new')
  await page.getByLabel('Title').fill('First conversation')
  await page.getByRole('button', { name: /Platform/ }).click()
  await page.getByRole('option', { name: new RegExp(`^${name}`) }).click()
  await page.getByText('Confirm automatically').click()
  await page.getByRole('button', { name: 'Save service' }).click()
  await page.getByText('First conversation can be booked now.').waitFor()
}
