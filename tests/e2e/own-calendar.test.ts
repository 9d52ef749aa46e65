import type { SlotListDto } from '@foyer/shared/slots'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Person } from './src/people.ts'
import { it } from './src/world.ts'

const DAY = 86_400_000

it('a provider lets the own calendar close times, and a private appointment closes one until it is turned off', async ({
  world,
}) => {
  const { provider, customer, serviceId } = await world.openPractice()
  const { slots, calendar } = await slotsOf(customer, serviceId)
  expect(calendar).toEqual({ state: 'not_connected', checkedAt: null })
  const [free] = slots
  if (!free) throw new Error('Nothing is offered.')
  await world.google.addEvent({ startsAt: free.startsAt, endsAt: free.endsAt })

  const { page } = await world.visit({ as: provider })
  await page.goto('/dashboard/availability')
  await page.getByRole('button', { name: 'Use my Google Calendar' }).click()
  await page.getByRole('checkbox', { name: 'See when you are busy' }).waitFor()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByText('Foyer may see when you are busy.').waitFor()
  await expect.poll(() => isOffered(customer, serviceId, free.startsAt)).toBe(false)
  expect((await slotsOf(customer, serviceId)).calendar.state).toBe('checked')

  const turnedOn = page.getByRole('switch', { name: /While my Google Calendar is busy/ })
  await page.getByText('While my Google Calendar is busy, nobody can book me').click()
  await page.getByText('Saved.').waitFor()
  expect(await turnedOn.isChecked()).toBe(false)
  expect(await isOffered(customer, serviceId, free.startsAt)).toBe(true)
})

it('busy times left unticked are told on the card, and the connection goes on', async ({ world }) => {
  const { page } = await world.visit({ as: await world.signUpConnected() })
  await page.goto('/dashboard/integrations')
  await allowBusyTimes(page, { isTicked: false })
  await page.getByText(/You left this unticked at Google\. Links are made all the same\./).waitFor()
  await page.getByRole('button', { name: 'Test Google Meet' }).waitFor()
  await allowBusyTimes(page, { isTicked: true })
  await page.getByText('Also allowed').waitFor()
})

async function allowBusyTimes(page: Page, { isTicked }: { isTicked: boolean }): Promise<void> {
  await page.getByRole('button', { name: 'Allow your busy times' }).click()
  await page.getByRole('checkbox', { name: 'See when you are busy' }).setChecked(isTicked)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.waitForURL(/\/dashboard\/integrations/)
}

function slotsOf(reader: Person, serviceId: string): Promise<SlotListDto> {
  const from = new Date().toISOString()
  const to = new Date(Date.now() + 7 * DAY).toISOString()
  return reader.query<SlotListDto>('slots.list', { serviceId, from, to, timeZone: 'UTC' })
}

async function isOffered(reader: Person, serviceId: string, startsAt: string): Promise<boolean> {
  return (await slotsOf(reader, serviceId)).slots.some((slot) => slot.startsAt === startsAt)
}
