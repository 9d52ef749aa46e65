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
  const { appUrl, sandbox } = foyer
  const email = 'ana.ribeiro@example.test'
  const provider = await signUp(appUrl, { name: 'Ana Ribeiro', email, role: 'provider', timeZone: 'Europe/Lisbon' })
  note('provider signed up')
  sandbox.google.addAccount({ email })
  sandbox.google.setConsent({ mode: 'grant', account: email })
  const { authorizationUrl } = await provider.api.connections.start.mutate({ platform: 'google_meet' })
  const consent = await fetch(authorizationUrl, { redirect: 'manual' })
  await provider.fetch(consent.headers.get('location') ?? '', { redirect: 'manual' })
  const connection = (await provider.api.connections.list.query()).find(({ platform }) => platform === 'google_meet')
  if (connection?.status !== 'connected') throw new Error(`Google Meet is ${connection?.status}, not connected.`)
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
  const customer = await signUp(appUrl, {
    name: 'Jonas Meier',
    email: 'jonas.meier@example.test',
    role: 'customer',
    timeZone: 'Europe/Berlin',
  })
  note('customer signed up')
  return { appUrl, provider, customer, serviceId: service.id }
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
