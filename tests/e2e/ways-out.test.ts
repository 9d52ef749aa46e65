import type { BookingDto } from '@foyer/shared/bookings'
import { describe } from 'vitest'
import { bookFirst } from './src/people.ts'
import { it, type Practice, type World } from './src/world.ts'

const ready = async (world: World, { customer, serviceId }: Practice) => {
  const { page } = await world.visit({ as: customer })
  const booking = await bookFirst(customer, serviceId)
  await page.goto(`/bookings/${booking.id}`)
  await page.waitForURL('**/sessions/*')
  await page.getByText('The room is ready').waitFor()
  const { sessions } = await customer.query<BookingDto>('bookings.get', { id: booking.id })
  return { page, sessionId: sessions[0]?.id ?? '' }
}

describe.concurrent('a provider', () => {
  it('pastes a link that reaches the open page of the customer, and gives it back', async ({ world, expect }) => {
    const practice = await world.openPractice()
    const { page: customerPage, sessionId } = await ready(world, practice)
    const { page } = await world.visit({ as: practice.provider })
    await page.goto(`/sessions/${sessionId}`)
    await page.getByRole('button', { name: /^Paste a link/ }).click()
    await page.getByLabel('Link', { exact: true }).fill('https://rooms.example/ana')
    await page.getByRole('button', { name: 'Use this link' }).click()

    await page.getByText('You set this link by hand. It leads to rooms.example.').waitFor()
    await customerPage.getByText('Ana Ribeiro set this link by hand. It leads to rooms.example.').waitFor()
    await expect.poll(() => world.google.liveEvents(), { timeout: 10_000 }).toHaveLength(0)

    await page.getByRole('button', { name: /^Use Google Meet again/ }).click()
    await customerPage.getByText('set this link by hand').waitFor({ state: 'detached' })
    await expect.poll(() => world.google.liveEvents(), { timeout: 10_000 }).toHaveLength(1)
    await page.getByText('The room is ready').waitFor()
  })

  it('disconnects with the links removed, exactly as chosen', async ({ world, expect }) => {
    const practice = await world.openPractice()
    await ready(world, practice)
    const { page } = await world.visit({ as: practice.provider })
    await page.goto('/dashboard/integrations')
    await page.getByRole('button', { name: 'More for Google Meet' }).click()
    await page.getByRole('menuitem', { name: 'Disconnect Google Meet' }).click()
    await page.getByText('1 coming session uses it.').waitFor()
    await page.getByText('Remove the link').click()
    await page.getByRole('button', { name: 'Disconnect Google Meet' }).click()

    await page.getByRole('button', { name: 'Connect Google Meet', exact: true }).waitFor({ timeout: 20_000 })
    expect(await world.google.liveEvents()).toEqual([])
  })
})
