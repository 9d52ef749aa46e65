import { type Person, signUp } from './person.ts'
import type { ThrowAwayFoyer } from './throw-away-foyer.ts'

export interface Stage {
  appUrl: string
  provider: Person
  customer: Person
  serviceId: string
}

/** A provider with Google connected, hours and an online service, and a customer. `note` hears of every step. */
export async function setTheStage(foyer: ThrowAwayFoyer, note: (step: string) => void): Promise<Stage> {
  const { appUrl } = foyer
  const offered = await addProvider(foyer, { name: 'Ana Ribeiro', email: 'ana.ribeiro@example.test' }, note)
  const customer = await signUp(appUrl, {
    name: 'Jonas Meier',
    email: 'jonas.meier@example.test',
    role: 'customer',
    timeZone: 'Europe/Berlin',
  })
  note('customer signed up')
  return { appUrl, ...offered, customer }
}

/** A provider with Google connected, hours on every day and an online service. */
export async function addProvider(
  { appUrl, sandbox }: ThrowAwayFoyer,
  { name, email }: { name: string; email: string },
  note: (step: string) => void,
): Promise<Pick<Stage, 'provider' | 'serviceId'>> {
  const provider = await signUp(appUrl, { name, email, role: 'provider', timeZone: 'Europe/Lisbon' })
  note('provider signed up')
  sandbox.google.addAccount({ email })
  await connectGoogle({ sandbox }, provider, email)
  note('Google Meet connected')
  const everyDay = [1, 2, 3, 4, 5, 6, 7] as const
  await provider.api.availability.set.mutate({
    timeZone: 'Europe/Lisbon',
    rules: everyDay.map((weekday) => ({ weekday, start: '08:00', end: '20:00' })),
    overrides: [],
  })
  const service = await provider.api.services.create.mutate({
    title: 'First conversation',
    kind: 'private',
    mode: 'online',
    platform: 'google_meet',
    durationMinutes: 30,
    confirmation: 'manual',
  })
  note('hours and an online service made')
  return { provider, serviceId: service.id }
}

/** Goes through the consent page; a second time it renews the permission. */
export async function connectGoogle(
  { sandbox }: Pick<ThrowAwayFoyer, 'sandbox'>,
  provider: Person,
  email: string,
): Promise<void> {
  sandbox.google.setConsent({ mode: 'grant', account: email })
  const { authorizationUrl } = await provider.api.connections.start.mutate({ platform: 'google_meet' })
  const consent = await fetch(authorizationUrl, { redirect: 'manual' })
  await provider.fetch(consent.headers.get('location') ?? '', { redirect: 'manual' })
  const connection = (await provider.api.connections.list.query()).find(({ platform }) => platform === 'google_meet')
  if (connection?.status !== 'connected') throw new Error(`Google Meet is ${connection?.status}, not connected.`)
}

/** The next free starts, soonest first. */
export async function freeStarts({ customer, serviceId }: Stage): Promise<string[]> {
  const from = new Date()
  const to = new Date(from.getTime() + 14 * 86_400_000)
  const { slots } = await customer.api.slots.list.query({
    serviceId,
    from: from.toISOString(),
    to: to.toISOString(),
    timeZone: 'Europe/Berlin',
  })
  return slots.map(({ startsAt }) => startsAt)
}
