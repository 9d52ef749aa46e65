import type { Page } from 'playwright-core'
import { readJson } from './read-json.ts'

/** One platform as people meet it, and what the sandbox tells of it. */
export interface PlayedPlatform {
  /** As the form of a service offers it. */
  name: string
  /** The vendor in the log of the sandbox; null where nobody is asked. */
  vendor: string | null
  /** Gives the permission, or sets up what stands in its place, on the screens. */
  connect(page: Page, email: string): Promise<void>
  /** When the rooms begin that are alive in the account; null where nobody but us knows of any. */
  rooms: ((origin: string, email: string) => Promise<string[]>) | null
}

async function ask<Item>(origin: string, path: string, email: string, member: string): Promise<Item[]> {
  const answer = await fetch(`${origin}/_sandbox/${path}?account=${encodeURIComponent(email)}`)
  return (await readJson<Record<string, Item[]>>(answer))[member] ?? []
}

const toInstant = (text: string) => new Date(text).toISOString()

const connectBy = (name: string, accepts: string) => async (page: Page, email: string) => {
  await page.goto('/dashboard/integrations')
  await page.getByRole('button', { name: `Connect ${name}`, exact: true }).click()
  await page.getByLabel('Another account').check()
  await page.getByLabel('E-mail of the other account').fill(email)
  await page.getByRole('button', { name: accepts }).click()
  await page.getByText(`${name} is connected.`).waitFor()
}

type Deletable = { sandbox: { isDeleted: boolean } }
const isAlive = ({ sandbox }: Deletable) => !sandbox.isDeleted

/** Every platform of the product. */
export const PLAYED_PLATFORMS: PlayedPlatform[] = [
  {
    name: 'Google Meet',
    vendor: 'google',
    connect: connectBy('Google Meet', 'Continue'),
    async rooms(origin, email) {
      type Event = { status: string; start: { dateTime: string } }
      const events = await ask<Event>(origin, 'google/events', email, 'events')
      return events.filter(({ status }) => status !== 'cancelled').map(({ start }) => toInstant(start.dateTime))
    },
  },
  {
    name: 'Zoom',
    vendor: 'zoom',
    connect: connectBy('Zoom', 'Allow'),
    async rooms(origin, email) {
      const all = await ask<{ start_time: string } & Deletable>(origin, 'zoom/meetings', email, 'meetings')
      return all.filter(isAlive).map(({ start_time }) => toInstant(start_time))
    },
  },
  {
    name: 'Microsoft Teams',
    vendor: 'microsoft',
    connect: connectBy('Microsoft Teams', 'Accept'),
    async rooms(origin, email) {
      const all = await ask<{ startDateTime: string } & Deletable>(origin, 'microsoft/meetings', email, 'meetings')
      return all.filter(isAlive).map(({ startDateTime }) => toInstant(startDateTime))
    },
  },
  {
    name: 'Own room',
    vendor: null,
    async connect(page) {
      await page.goto('/dashboard/integrations/room')
      await page.getByText('A new room for each session').click()
      await page.getByLabel('Server', { exact: true }).fill('https://jitsi.example')
      await page.getByRole('button', { name: 'Use this room' }).click()
      await page.getByText('Each session has a room of its own at jitsi.example').waitFor()
    },
    rooms: null,
  },
]
