import { describe } from 'vitest'
import { bookFirst } from './src/people.ts'
import { openWire } from './src/wire.ts'
import { it } from './src/world.ts'

const RECONNECTING = 'Reconnecting. Until then this page asks every five seconds.'

// They wait for different things, so they may wait side by side.
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
