import type { BookingDto } from '@foyer/shared/bookings'
import { describe } from 'vitest'
import { bookFirst, makeSession } from './src/people.ts'
import { it } from './src/world.ts'

/** The worker looks every quarter of a minute for sessions that need their backup. */
const TAKEN_OVER = { timeout: 35_000 }
const ROOM = 'https://rooms.example/ana'

describe.concurrent('a backup room', () => {
  it('is named on a service, and takes over where the platform refuses and the session comes near', async ({
    world,
    expect,
  }) => {
    const { provider, customer, serviceId } = await world.openPractice({ minimumNoticeMinutes: 0 })
    const { page } = await world.visit({ as: provider })
    await page.goto(`/dashboard/services/${serviceId}`)
    await page.getByRole('button', { name: 'Add a room' }).click()
    await page.getByLabel('Room that is always open').fill(ROOM)
    await page.getByRole('textbox', { name: 'Minutes before the start' }).fill('240')
    await page.getByRole('button', { name: 'Save service' }).click()
    await page.getByText('backup: room').waitFor()

    await world.google.addFault({
      operation: 'google.events.insert',
      kind: 'status',
      status: 403,
      reason: 'forbidden',
      times: 'unlimited',
    })
    const { id: sessionId } = await makeSession(provider, {
      serviceId,
      inMinutes: 5,
      customerEmail: customer.email,
    })
    const { page: customerPage } = await world.visit({ as: customer })
    await customerPage.goto(`/sessions/${sessionId}`)
    await customerPage.getByText('A backup room takes over shortly.').waitFor()

    await customerPage.getByText('Backup room in use').waitFor(TAKEN_OVER)
    await customerPage
      .getByText('Google did not let the account make rooms, so you meet in a backup room. It leads to rooms.example.')
      .waitFor()
    const join = await customerPage.getByRole('link', { name: 'Join' }).getAttribute('href')
    const answer = await fetch(new URL(join ?? '', world.appUrl), {
      headers: { cookie: customer.cookies.header },
      redirect: 'manual',
    })
    expect(answer.headers.get('location')).toBe(ROOM)
    expect(await world.google.liveEvents()).toEqual([])
  })

  it('can be used before it is due, and be taken back', async ({ world, expect }) => {
    const { provider, customer, serviceId } = await world.openPractice({
      fallback: [{ kind: 'room', joinUrl: ROOM }],
    })
    const refusal = { operation: 'google.events.insert', kind: 'status', status: 403, reason: 'forbidden' } as const
    await world.google.addFault(refusal)
    const { id } = await bookFirst(customer, serviceId)
    const { sessions } = await customer.query<BookingDto>('bookings.get', { id })
    const { page } = await world.visit({ as: provider })
    await page.goto(`/sessions/${sessions[0]?.id}`)
    await page.getByText(/^If there is no link by/).waitFor()
    await page.getByRole('button', { name: 'Use backup now' }).click()
    await page.getByText('Backup room in use').waitFor()
    expect(await world.google.liveEvents()).toEqual([])

    await page.getByRole('button', { name: /^Use Google Meet again/ }).click()
    await page.getByText('Backup room in use').waitFor({ state: 'detached' })
    await page.getByText('The room is ready').waitFor()
    await expect.poll(() => world.google.liveEvents(), { timeout: 10_000 }).toHaveLength(1)
  })
})
