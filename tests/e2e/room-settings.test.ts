import type { MeetingDto } from '@foyer/shared/meetings'
import type { SessionDto } from '@foyer/shared/sessions'
import { inject } from 'vitest'
import { bookFirst, openAllHours } from './src/people.ts'
import { readJson } from './src/read-json.ts'
import { it } from './src/world.ts'

interface ZoomRoom {
  topic: string
  settings: { waiting_room: boolean; auto_recording: string; join_before_host: boolean }
}

const sandbox = (path: string) => `${inject('sandboxOrigin')}/_sandbox/zoom/${path}`

async function roomsOf(email: string): Promise<ZoomRoom[]> {
  const answer = await fetch(sandbox(`meetings?account=${encodeURIComponent(email)}`))
  return (await readJson<{ meetings: ZoomRoom[] }>(answer)).meetings
}

it('a provider on the free plan sets rooms up, names them, and is told what Zoom did not take', async ({
  world,
  expect,
}) => {
  const email = `${crypto.randomUUID()}@work.test`
  await fetch(sandbox('accounts'), { method: 'POST', body: JSON.stringify({ email, plan: 1 }) })
  const provider = await world.signUp({ role: 'provider' })
  await openAllHours(provider)
  const { page } = await world.visit({ as: provider })
  await page.goto('/dashboard/integrations')
  await page.getByRole('button', { name: 'Connect Zoom' }).click()
  await page.getByLabel('Another account').check()
  await page.getByLabel('E-mail of the other account').fill(email)
  await page.getByRole('button', { name: 'Allow' }).click()
  await page.getByText('Zoom is connected.').waitFor()

  await page.goto('/dashboard/services/new')
  await page.getByLabel('Title').fill('First conversation')
  await page.getByRole('button', { name: /Platform/ }).click()
  await page.getByRole('option', { name: /^Zoom/ }).click()
  await page.getByText('Confirm automatically').click()
  const choose = (setting: string, answer: string) =>
    page.getByRole('radiogroup', { name: setting }).getByText(answer, { exact: true }).click()
  await choose('Waiting room', 'Off')
  await choose('Record every session', 'On')
  await page.getByLabel('Name of the room').fill('Talk with {customer}')
  await page.getByRole('button', { name: 'Save service' }).click()
  await page.getByText('There is no {customer} for a title.').waitFor()
  await page.getByLabel('Name of the room').fill('{service} for {customer_initials}')
  await page.getByText('This tells who comes and what it is about').waitFor()
  await page.getByRole('figure', { name: 'How it looks at Zoom' }).getByText('First conversation for AK').waitFor()
  await page.getByLabel('Name of the room').fill('Talk on {date}')
  await page.getByRole('button', { name: 'Save service' }).click()
  await page.getByText('First conversation can be booked now.').waitFor()

  const customer = await world.signUp({ role: 'customer' })
  const [service] = await provider.query<{ id: string }[]>('services.mine')
  const booking = await bookFirst(customer, service?.id ?? '')
  await expect.poll(() => roomsOf(email), { timeout: 15_000 }).toHaveLength(1)
  const [room] = await roomsOf(email)
  expect(room?.topic).toMatch(/^Talk on \d+ \w+ \d{4}$/)
  expect(room?.settings).toMatchObject({ waiting_room: false, auto_recording: 'none' })

  const { sessions } = await customer.query<{ sessions: { id: string }[] }>('bookings.get', { id: booking.id })
  const sessionId = sessions[0]?.id ?? ''
  await page.goto(`/sessions/${sessionId}`)
  await page.getByText('Zoom did not take: automatic recording').waitFor()
  await page.getByRole('link', { name: 'See the settings' }).click()
  await page.getByText('Zoom did not take it. Needs a paid Zoom plan').waitFor()
  const seen = await customer.query<SessionDto>('sessions.get', { id: sessionId })
  expect(seen.meeting?.droppedSettings satisfies MeetingDto['droppedSettings'] | undefined).toEqual([])
})
