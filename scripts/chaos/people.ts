import type { Platform } from '@foyer/shared/platforms'
import type { Room } from '@foyer/shared/rooms'
import { type Person, signUp } from '../lib/person.ts'
import { say } from '../lib/say.ts'
import type { Plan } from './plan.ts'
import { isVendor, type Vendor } from './vendors.ts'
import type { World } from './world.ts'

export interface Customer extends Person {
  id: string
  email: string
}

export interface Provider extends Customer {
  platform: Platform
  /** Where the company lets nothing more be made, links come from a backup. */
  hasBackup: boolean
  /** The own room of a provider who meets in one. */
  room: Room
  services: Record<'manual' | 'automatic' | 'group', string>
}

export interface People {
  providers: Provider[]
  customers: Customer[]
  /** Goes through consent at the platform, as the provider's own account, or sets the own room. False when it came to nothing. */
  connect(provider: Provider): Promise<boolean>
}

const ZONES = ['Europe/Lisbon', 'America/New_York', 'Asia/Tokyo', 'Europe/Berlin', 'Australia/Perth'] as const
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7] as const
const AT_ONCE = 4
/** As long before the start as a backup may take over. */
export const BACKUP_MINUTES = 240

const zoneOf = (index: number) => ZONES[index % ZONES.length] ?? 'UTC'

/** Signs everybody up and has the providers connect their accounts and offer three services around the clock. */
export async function gatherPeople(world: World, plan: Plan): Promise<People> {
  say(`Signing up ${plan.providers} providers and ${plan.customers} customers`)
  const connect = connector(world)
  const providers = await inTurns(plan.providers, async (index) => {
    const provider = await addProvider(world, plan, index)
    if (!(await connect(provider))) throw new Error(`${provider.email} could not be connected.`)
    return { ...provider, services: await offerServices(provider, zoneOf(index)) }
  })
  const customers = await inTurns(plan.customers, (index) =>
    join(world, { name: `Customer ${index}`, email: `customer-${index}@chaos.test`, role: 'customer', index }),
  )
  return { providers, customers, connect }
}

async function addProvider(world: World, plan: Plan, index: number): Promise<Provider> {
  const email = `provider-${index}@chaos.test`
  const person = await join(world, { name: `Provider ${index}`, email, role: 'provider', index })
  const platform = plan.platforms[index] ?? 'google_meet'
  if (isVendor(platform)) world.vendors[platform].addAccount(email)
  const about = { platform, hasBackup: plan.spent.includes(index), room: roomOf(index) }
  return { ...person, ...about, services: { manual: '', automatic: '', group: '' } }
}

async function join(
  world: World,
  { name, email, role, index }: { name: string; email: string; role: 'provider' | 'customer'; index: number },
): Promise<Customer> {
  const address = `10.${role === 'provider' ? 1 : 2}.${index >> 8}.${index & 255}`
  const send: typeof fetch = async (input, init = {}) => {
    const headers = new Headers(init.headers)
    headers.set('x-forwarded-for', address)
    const answer = await fetch(input, { ...init, headers })
    const text = answer.headers.get('content-type')?.startsWith('text/event-stream') ? '' : await answer.clone().text()
    world.leaks.look('HTTP answers', `${answer.headers.get('location') ?? ''} ${text}`)
    return answer
  }
  const person = await signUp(world.appUrl, { name, email, role, timeZone: zoneOf(index) }, send)
  const { id } = await person.api.account.me.query()
  return { ...person, id, email }
}

/** One address for all, one with a part for each session, or names made up on a server. */
function roomOf(index: number): Room {
  const address = `https://rooms.example.com/provider-${index}`
  const kinds: Room[] = [
    { kind: 'fixed', address },
    { kind: 'template', address: `${address}/{session}` },
    { kind: 'generated', address: `https://jitsi.example.com/provider-${index}` },
  ]
  return kinds[index % kinds.length] ?? { kind: 'fixed', address }
}

async function offerServices(
  { api, platform, hasBackup, room }: Provider,
  timeZone: string,
): Promise<Provider['services']> {
  const rules = EVERY_DAY.map((weekday) => ({ weekday, start: '00:00', end: '24:00' }))
  await api.availability.set.mutate({ timeZone, rules, overrides: [] })
  const common = { mode: 'online', platform, durationMinutes: 30, bookableDays: 365 } as const
  const backup = {
    fallback: [{ kind: 'room', joinUrl: `${room.address}-backup` }],
    fallbackMinutesBefore: BACKUP_MINUTES,
  } as const
  const offer = (details: { title: string; confirmation: 'manual' | 'automatic'; kind: 'private' | 'group' }) =>
    api.services.create.mutate({
      ...common,
      ...(hasBackup && { ...backup, fallback: [...backup.fallback] }),
      ...details,
      minimumNoticeMinutes: 0,
      ...(details.kind === 'group' && { capacity: 8 }),
    })
  const manual = await offer({ title: 'Conversation', confirmation: 'manual', kind: 'private' })
  const automatic = await offer({ title: 'Lesson', confirmation: 'automatic', kind: 'private' })
  const group = await offer({ title: 'Group', confirmation: 'automatic', kind: 'group' })
  return { manual: manual.id, automatic: automatic.id, group: group.id }
}

/** Consent is one setting of the sandbox, so accounts are connected one after the other. */
function connector({ vendors }: World): People['connect'] {
  let last: Promise<unknown> = Promise.resolve()
  const consent = (vendor: Vendor, email: string, url: string) => {
    const asked = last.then(() => {
      vendor.consentAs(email)
      return fetch(url, { redirect: 'manual' })
    })
    last = asked.catch(() => {})
    return asked
  }
  return async (provider) => {
    const { api, platform, room, email } = provider
    if (!isVendor(platform)) return (await api.connections.setRoom.mutate(room)).status === 'connected'
    const { authorizationUrl } = await api.connections.start.mutate({ platform })
    const location = (await consent(vendors[platform], email, authorizationUrl)).headers.get('location')
    if (!location) return false
    const answer = await provider.fetch(location, { redirect: 'manual' })
    return answer.headers.get('location')?.includes('connected=') ?? false
  }
}

/** Runs `make` for 0 to `count` - 1, a few at once. */
async function inTurns<T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> {
  const made: T[] = []
  let next = 0
  const line = async () => {
    while (next < count) {
      const index = next
      next += 1
      made[index] = await make(index)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, line))
  return made
}
