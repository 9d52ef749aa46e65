import type { NotificationDto } from '@foyer/shared/notifications'
import type { ServiceDto } from '@foyer/shared/services'
import type { SessionDto } from '@foyer/shared/sessions'
import type { Page } from 'playwright-core'
import { expect, inject } from 'vitest'
import { bookFirst, type Person } from './src/people.ts'
import { readJson } from './src/read-json.ts'
import { PHONE } from './src/visit.ts'
import { it } from './src/world.ts'

/** What is alive in somebody's account at Zoom. */
async function zoomMeetings(account: string): Promise<object[]> {
  const address = `${inject('sandboxOrigin')}/_sandbox/zoom/meetings?account=${encodeURIComponent(account)}`
  type Answer = { meetings: { sandbox: { isDeleted: boolean } }[] }
  const { meetings } = await readJson<Answer>(await fetch(address))
  return meetings.filter(({ sandbox }) => !sandbox.isDeleted)
}

async function connectZoom(page: Page, email: string): Promise<void> {
  await page.goto('/dashboard/integrations')
  await page.getByRole('button', { name: 'Connect Zoom' }).click()
  await page.getByLabel('Another account').check()
  await page.getByLabel('E-mail of the other account').fill(email)
  await page.getByRole('button', { name: 'Allow' }).click()
  await page.getByText('Zoom is connected.').waitFor()
}

/** How often somebody was told that links have changed. */
async function told(person: Person): Promise<string[]> {
  const notices = await person.query<NotificationDto[]>('notifications.list')
  return notices.map(({ kind }) => kind).filter((kind) => kind === 'platform_changed' || kind === 'link_changed')
}

async function bookReady(customer: Person, serviceId: string, fromHours?: number): Promise<SessionDto> {
  const booking = await bookFirst(customer, serviceId, fromHours ? { fromHours } : {})
  const read = async () => {
    const { sessions } = await customer.query<{ sessions: SessionDto[] }>('bookings.get', { id: booking.id })
    return sessions[0]
  }
  await expect.poll(async () => (await read())?.meeting?.status, { timeout: 15_000 }).toBe('ready')
  const session = await read()
  if (!session) throw new Error('The booking has no session.')
  return session
}

const platformOf = async (person: Person, { id }: SessionDto) =>
  (await person.query<SessionDto>('sessions.get', { id })).meeting?.platform

it('a provider moves one session from Google to Zoom: same address, one room, and the customer told once', async ({
  world,
}) => {
  const { provider, customer, serviceId } = await world.openPractice()
  const session = await bookReady(customer, serviceId)
  const { page: phone } = await world.visit({ as: customer, viewport: PHONE })
  await phone.goto(`/sessions/${session.id}`)
  await phone.getByText('The room is ready').waitFor()
  const { page } = await world.visit({ as: provider })
  await connectZoom(page, world.google.email)

  await page.goto(`/sessions/${session.id}`)
  await page.getByRole('button', { name: /^Change the platform/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Change the platform' })
  await dialog.getByText('Zoom', { exact: true }).click()
  await dialog.getByText('1 person is told, once. Everybody comes in through the same Join as always.').waitFor()
  await dialog.getByRole('button', { name: 'Change to Zoom' }).click()

  await page.getByRole('button', { name: /^Change the platform.*now Zoom/ }).waitFor()
  await expect.poll(() => platformOf(customer, session), { timeout: 15_000 }).toBe('zoom')
  await expect.poll(() => world.google.liveEvents(), { timeout: 15_000 }).toEqual([])
  expect(await zoomMeetings(world.google.email)).toHaveLength(1)
  const after = await customer.query<SessionDto>('sessions.get', { id: session.id })
  expect(after.joinPath).toBe(session.joinPath)
  expect(after.meeting?.joinUrl).not.toBe(session.meeting?.joinUrl)
  await phone.getByText('The room is ready').waitFor()
  expect(await told(customer)).toEqual(['platform_changed'])
  expect(await told(provider)).toEqual([])
  await phone.goto('/notices')
  await phone.getByText('“First conversation” meets on Zoom now').waitFor()
})

it('stays on Google with one press while Zoom cannot make the room, and nobody is told', async ({ world }) => {
  const { provider, customer, serviceId } = await world.openPractice()
  const session = await bookReady(customer, serviceId)
  const { page } = await world.visit({ as: provider })
  await connectZoom(page, world.google.email)
  await world.google.addFault({ operation: 'zoom.meetings.create', kind: 'status', status: 503, times: 6 })
  await provider.mutate('meetings.changePlatform', { sessionIds: [session.id], platform: 'zoom' })

  await page.goto(`/sessions/${session.id}`)
  await page.getByText('Not on Zoom yet').waitFor()
  await page.getByText('Zoom did not answer. Until then Join leads to Google Meet as before.').waitFor()
  expect((await customer.query<SessionDto>('sessions.get', { id: session.id })).meeting).toEqual(session.meeting)
  await page.getByRole('button', { name: 'Stay on Google Meet' }).click()
  await page.getByText('Not on Zoom yet').waitFor({ state: 'detached' })
  const after = await customer.query<SessionDto>('sessions.get', { id: session.id })
  expect(after.meeting).toMatchObject({ platform: 'google_meet', joinUrl: session.meeting?.joinUrl })
  expect(await world.google.liveEvents()).toHaveLength(1)
  expect(await told(customer)).toEqual([])
})

it('has all services meet on Zoom, with the sessions that are booked', async ({ world }) => {
  const { provider, customer, serviceId } = await world.openPractice()
  const sessions = [await bookReady(customer, serviceId), await bookReady(customer, serviceId, 48)]
  const { page } = await world.visit({ as: provider, viewport: PHONE })
  await connectZoom(page, world.google.email)
  await page.getByRole('button', { name: 'More for Zoom' }).click()
  await page.getByRole('menuitem', { name: 'Use for all my services' }).click()
  const dialog = page.getByRole('dialog', { name: 'Use Zoom for all services?' })
  await dialog.getByText('1 service will meet on Zoom, and new ones too. Services in person stay.').waitFor()
  await dialog.getByText('They change too').click()
  await dialog.getByText('2 sessions will meet on Zoom. Each old link works until the new one is there.').waitFor()
  await dialog.getByRole('button', { name: 'Use Zoom for all' }).click()
  await page.getByText('2 sessions meet on Zoom now', { exact: true }).waitFor()

  const [service] = await provider.query<ServiceDto[]>('services.mine')
  expect(service?.platform).toBe('zoom')
  for (const session of sessions) expect(await platformOf(customer, session)).toBe('zoom')
  await expect.poll(() => world.google.liveEvents(), { timeout: 15_000 }).toEqual([])
  expect(await zoomMeetings(world.google.email)).toHaveLength(2)
  expect(await told(customer)).toEqual(['platform_changed'])
  await page.getByRole('button', { name: /New services meet on/ }).waitFor()
})

it('asks what becomes of booked sessions when a service moves, and lets several be chosen by keyboard', async ({
  world,
}) => {
  const { provider, customer, serviceId } = await world.openPractice()
  const sessions = [await bookReady(customer, serviceId), await bookReady(customer, serviceId, 48)]
  const { page } = await world.visit({ as: provider })
  await connectZoom(page, world.google.email)
  await page.goto(`/dashboard/services/${serviceId}`)
  await page.getByRole('button', { name: /^(Google Meet )?Platform/ }).click()
  await page.getByRole('option', { name: /^Zoom/ }).click()
  await page.getByRole('button', { name: 'Save service' }).click()
  const question = page.getByRole('dialog', { name: 'Meet on Zoom from now on' })
  await question.getByText('Only new bookings meet on Zoom.').waitFor()
  await question.getByRole('button', { name: 'Save service' }).click()
  await page.getByText('First conversation is saved.').waitFor()
  for (const session of sessions) expect(await platformOf(customer, session)).toBe('google_meet')

  await page.goto('/dashboard/sessions')
  await page.getByRole('button', { name: 'Choose several' }).press('Enter')
  const boxes = page.getByRole('checkbox', { name: /^Choose Jonas Meier/ })
  await boxes.nth(0).press('Space')
  await boxes.nth(1).press('Space')
  await page.getByText('2 sessions chosen').waitFor()
  await page.getByRole('button', { name: 'Change the platform' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Change the platform of 2 sessions' })
  await dialog.getByRole('radio', { name: /^Zoom/ }).press('Space')
  await dialog.getByRole('button', { name: 'Change to Zoom' }).press('Enter')
  await dialog.waitFor({ state: 'detached' })
  for (const session of sessions)
    await expect.poll(() => platformOf(customer, session), { timeout: 15_000 }).toBe('zoom')
})
