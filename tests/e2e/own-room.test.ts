import type { BookingDto } from '@foyer/shared/bookings'
import type { SessionDto } from '@foyer/shared/sessions'
import type { Page } from 'playwright-core'
import { bookFirst, openAllHours, type Person } from './src/people.ts'
import { PHONE } from './src/visit.ts'
import { it } from './src/world.ts'

it('a provider sets up a room instead of connecting an account, and sessions meet there without anybody being asked', async ({
  world,
  expect,
}) => {
  const provider = await world.signUp({ role: 'provider' })
  await openAllHours(provider)
  const { page } = await world.visit({ as: provider })
  await page.goto('/dashboard/integrations')
  await page.getByRole('link', { name: 'Use a fixed link, not Google Meet' }).click()
  await page.getByText('One link for every session').click()
  await page.getByLabel('Address of your room').fill('whereby.example/ana')
  await page.getByRole('button', { name: 'Use this room' }).click()
  await page.getByText('Begin with https://, as in https://whereby.example/ana').waitFor()
  await page.getByText('A new room for each session').click()
  await page.getByLabel('Server', { exact: true }).fill('https://jitsi.example')
  await page.getByText(/^https:\/\/jitsi\.example\/session-[a-z2-7]{26}$/).waitFor()
  await page.getByRole('button', { name: 'Use this room' }).click()
  await page.getByText('Each session has a room of its own at jitsi.example').waitFor()
  await offer(page)

  const customer = await world.signUp({ role: 'customer' })
  const [service] = await provider.query<{ id: string }[]>('services.mine')
  const booking = await bookFirst(customer, service?.id ?? '')
  const { page: phone } = await world.visit({ as: customer, viewport: PHONE })
  await phone.goto(`/bookings/${booking.id}`)
  await phone.waitForURL('**/sessions/*')
  await phone.getByRole('link', { name: /^Join/ }).waitFor()
  await phone.getByText('You meet in Ana Ribeiro’s own room. It leads to jitsi.example.').waitFor()
  const made = await sessionOf(customer, booking)
  expect(made.meeting?.joinUrl).toMatch(/^https:\/\/jitsi\.example\/session-[a-z2-7]{26}$/)

  const startsAt = new Date(Date.parse(booking.startsAt ?? '') + 48 * 3_600_000).toISOString()
  await customer.mutate('bookings.reschedule', { id: booking.id, startsAt })
  const moved = await sessionOf(customer, booking)
  expect(moved).toMatchObject({ startsAt, meeting: { status: 'ready', joinUrl: made.meeting?.joinUrl } })

  await page.getByRole('link', { name: 'Integrations' }).click()
  await page.getByRole('link', { name: 'Change your own room' }).click()
  await page.getByText('One link for every session').click()
  await page.getByLabel('Address of your room').fill('https://whereby.example/ana')
  await page.getByText('“First conversation” has no pause between sessions.').waitFor()
  await page.getByText('1 coming session gets another link').waitFor()
  await page.getByRole('button', { name: 'Save room' }).click()
  await page.getByText('Sessions meet at whereby.example/ana').waitFor()
  await phone.getByText('It leads to whereby.example.').waitFor()
  expect((await sessionOf(customer, booking)).meeting?.joinUrl).toBe('https://whereby.example/ana')
  await phone.goto('/notices')
  await phone.getByText('“First conversation” has a new link').waitFor()

  await page.goto(`/dashboard/services/${service?.id}`)
  await page.getByText('Your room is one link for every session.').waitFor()
  await page.getByRole('textbox', { name: 'Pause after in minutes' }).fill('10')
  await page.keyboard.press('Tab')
  await page.getByText('Your room is one link for every session.').waitFor({ state: 'detached' })

  await customer.mutate('bookings.cancel', { id: booking.id })
  await phone.goto(`/sessions/${made.id}`)
  await phone.getByText('You cancelled it.').waitFor()
})

async function sessionOf(customer: Person, { id }: BookingDto): Promise<SessionDto> {
  const { sessions } = await customer.query<BookingDto>('bookings.get', { id })
  const [session] = sessions
  if (!session) throw new Error('There is no session.')
  return session
}

async function offer(page: Page): Promise<void> {
  await page.goto('/dashboard/services/new')
  await page.getByLabel('Title').fill('First conversation')
  await page.getByRole('button', { name: /Platform/ }).click()
  await page.getByRole('option', { name: /^Own room/ }).click()
  await page.getByText('The next customer may enter').waitFor({ state: 'detached' })
  await page.getByText('Confirm automatically').click()
  await page.getByRole('button', { name: 'Save service' }).click()
  await page.getByText('First conversation can be booked now.').waitFor()
}
