import type { Page } from 'playwright-core'
import { describe } from 'vitest'
import { bookFirst } from './src/people.ts'
import { openWire } from './src/wire.ts'
import { it, type Practice, type World } from './src/world.ts'

const INSERT = 'google.events.insert'
const RECONNECTING = 'Reconnecting. Until then this page asks every five seconds.'

// They mostly wait, each for something of its own, so all of this file waits side by side.
describe.concurrent('when Google is in trouble', () => {
  it('the open page says why there is no link and when the next try is, until the link is there', async ({
    world,
    expect,
  }) => {
    const practice = await world.openPractice()
    const retryAfter = { 'retry-after': '4' }
    await world.google.addFault({ operation: INSERT, kind: 'status', status: 503, headers: retryAfter })

    const page = await bookAndOpen(world, practice)
    await page.getByText('Google did not answer.').waitFor()
    await page.getByText(/Next try \d\d:\d\d:\d\d, in/).waitFor()
    await joinLink(page).waitFor()

    expect(await page.getByText('Next try').count()).toBe(0)
    expect(await world.google.liveEvents()).toHaveLength(1)
  })

  it('a room that Google sets up slowly is asked for until it is there, and made once', async ({ world, expect }) => {
    const practice = await world.openPractice()
    await world.google.keepPending(5)

    const page = await bookAndOpen(world, practice)
    await page.getByText('Google is still setting up the room.').waitFor()
    await joinLink(page).waitFor({ timeout: 30_000 })

    expect(await world.google.calls(INSERT)).toHaveLength(1)
    expect((await world.google.calls('google.events.get')).length).toBeGreaterThanOrEqual(5)
  })

  it('an answer that is lost on the way leaves one event and a way in', async ({ world, expect }) => {
    const practice = await world.openPractice()
    await world.google.addFault({ operation: INSERT, kind: 'drop_after' })

    const page = await bookAndOpen(world, practice)
    await joinLink(page).waitFor()

    expect(await world.google.liveEvents()).toHaveLength(1)
  })

  it('access that has run out is renewed once for sessions that come together', async ({ world, expect }) => {
    const practice = await world.openPractice()
    await world.google.expireAccessTokens()
    const before = await world.google.calls('google.token.refresh')

    const { customer, serviceId } = practice
    const [first] = await Promise.all([
      bookFirst(customer, serviceId, { fromHours: 24 }),
      bookFirst(customer, serviceId, { fromHours: 48 }),
      bookFirst(customer, serviceId, { fromHours: 72 }),
    ])
    const { page } = await world.visit({ as: customer })
    await page.goto('/bookings')
    await expect.poll(() => page.getByText('Link ready').count(), { timeout: 15_000 }).toBe(3)
    await page.goto(`/sessions/${first.sessions[0]?.id}`)
    await joinLink(page).waitFor()

    expect((await world.google.calls('google.token.refresh')).length - before.length).toBe(1)
    expect(await world.google.liveEvents()).toHaveLength(3)
  })
})

describe.concurrent('an open page', () => {
  it('says that it is cut off, and shows what has happened meanwhile once it is back', async ({ world }) => {
    const { provider, customer, serviceId } = await world.openPractice()
    const booking = await bookFirst(customer, serviceId)
    await using wire = await openWire()
    const { page } = await world.visit({ as: customer, mayComplain: true, wire })
    await page.goto(`/sessions/${booking.sessions[0]?.id}`)
    await page.getByRole('link', { name: /^Join/ }).waitFor()

    wire.cut()
    await page.getByText(RECONNECTING).waitFor()
    await provider.mutate('bookings.cancel', { id: booking.id })
    wire.mend()

    await page.getByText(`${provider.name} cancelled it.`).waitFor()
    await page.getByText(RECONNECTING).waitFor({ state: 'hidden' })
  })

  it('asks by itself where live connections are refused', async ({ world, expect }) => {
    const { provider, customer, serviceId } = await world.openPractice({ confirmation: 'manual' })
    const { page, context } = await world.visit({ as: customer, mayComplain: true })
    await context.route(/\/api\/trpc\/(sessions\.onChange|changes\.onMine)/, (route) => route.abort())
    const booking = await bookFirst(customer, serviceId)
    await page.goto(`/bookings/${booking.id}`)
    await page.getByText(/Waiting for .* answer/).waitFor()

    await provider.mutate('bookings.confirm', { id: booking.id })
    await page.waitForURL('**/sessions/*')
    await page.getByText(RECONNECTING).waitFor()
    await page.getByRole('link', { name: /^Join/ }).waitFor()
    await provider.mutate('bookings.cancel', { id: booking.id })

    await page.getByText(`${provider.name} cancelled it.`).waitFor()
    expect(await page.getByText(RECONNECTING).count()).toBe(1)
  })
})

/** Books a time and looks at its session while the link is being made. */
async function bookAndOpen(world: World, { customer, serviceId }: Practice): Promise<Page> {
  const { page } = await world.visit({ as: customer })
  const booking = await bookFirst(customer, serviceId)
  await page.goto(`/bookings/${booking.id}`)
  await page.waitForURL('**/sessions/*')
  return page
}

const joinLink = (page: Page) => page.getByRole('link', { name: /^Join/ })
