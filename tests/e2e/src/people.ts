import type { BookingDto } from '@foyer/shared/bookings'
import type { CreateServiceInput } from '@foyer/shared/service-schema'
import type { ServiceDto } from '@foyer/shared/services'
import type { SessionDto } from '@foyer/shared/sessions'
import { CookieJar } from './cookie-jar.ts'
import { readJson } from './read-json.ts'

export const PASSWORD = 'a good long pass'

export interface NewPerson {
  role: 'provider' | 'customer'
  name?: string | undefined
  timeZone?: string | undefined
}

/** Somebody with an account, who can use the API directly: for what has to be there before a test begins. */
export interface Person {
  name: string
  email: string
  timeZone: string
  cookies: CookieJar
  query<Result>(procedure: string, input?: object): Promise<Result>
  /** Throws with the reason when it is refused. */
  mutate<Result>(procedure: string, input: object): Promise<Result>
}

/** Signs somebody new up. */
export async function signUp(appUrl: string, { role, name, timeZone }: NewPerson): Promise<Person> {
  const account = {
    name: name ?? (role === 'provider' ? 'Ana Ribeiro' : 'Jonas Meier'),
    email: `${role}-${crypto.randomUUID()}@foyer.test`,
    password: PASSWORD,
    role,
    timeZone: timeZone ?? (role === 'provider' ? 'Europe/Lisbon' : 'Europe/Berlin'),
  }
  return enter(appUrl, '/api/auth/sign-up/email', account, account)
}

/** Signs somebody in who has an account. */
export function signIn(
  appUrl: string,
  account: { email: string; password: string; timeZone: string },
): Promise<Person> {
  const { email, password } = account
  return enter(appUrl, '/api/auth/sign-in/email', { email, password }, { ...account, name: email })
}

async function enter(
  appUrl: string,
  path: string,
  body: object,
  { name, email, timeZone }: { name: string; email: string; timeZone: string },
): Promise<Person> {
  const cookies = new CookieJar()
  const call = async (address: string, init?: RequestInit): Promise<Response> => {
    const headers = { 'content-type': 'application/json', cookie: cookies.header }
    const answer = await fetch(`${appUrl}${address}`, { ...init, headers })
    cookies.take(answer)
    if (!answer.ok) throw new Error(`${address} was refused with ${answer.status}: ${await answer.text()}`)
    return answer
  }
  const post = (address: string, content: object) => call(address, { method: 'POST', body: JSON.stringify(content) })
  await post(path, body)
  return {
    name,
    email,
    timeZone,
    cookies,
    async query(procedure, input) {
      const search = input ? `?input=${encodeURIComponent(JSON.stringify(input))}` : ''
      return resultOf(await call(`/api/trpc/${procedure}${search}`))
    },
    mutate: async (procedure, input) => resultOf(await post(`/api/trpc/${procedure}`, input)),
  }
}

async function resultOf<Result>(answer: Response): Promise<Result> {
  const { result } = await readJson<{ result: { data: Result } }>(answer)
  return result.data
}

/** Connects Google Meet as somebody does who ticks every box of the consent page. */
export async function connectGoogle(provider: Person, googleEmail: string): Promise<void> {
  const { authorizationUrl } = await provider.mutate<{ authorizationUrl: string }>('connections.start', {
    platform: 'google_meet',
  })
  const form = new URLSearchParams({ decision: 'continue', account: 'other', other_email: googleEmail })
  const consentPage = await (await fetch(authorizationUrl)).text()
  for (const [, scope = ''] of consentPage.matchAll(/name="scope" value="([^"]+)"/g)) form.append('scope', scope)
  const consent = await fetch(authorizationUrl, { method: 'POST', body: form, redirect: 'manual' })
  const back = await fetch(consent.headers.get('location') ?? '', {
    headers: { cookie: provider.cookies.header },
    redirect: 'manual',
  })
  const page = back.headers.get('location') ?? ''
  if (!page.includes('connected=google_meet')) throw new Error(`Connecting ended at ${page || back.status}.`)
}

/** Every day from 00:00 to 24:00, so that whatever the time is there is something to book. */
export async function openAllHours(provider: Person): Promise<void> {
  const rules = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: '00:00', end: '24:00' }))
  await provider.mutate('availability.set', { timeZone: provider.timeZone, rules })
}

/** A private online service of fifty minutes that is booked at once, unless told otherwise. */
export function makeService(provider: Person, input: Partial<CreateServiceInput> = {}): Promise<ServiceDto> {
  const platform = (input.mode ?? 'online') === 'online' ? ({ platform: 'google_meet' } as const) : {}
  return provider.mutate('services.create', {
    title: 'First conversation',
    kind: 'private',
    mode: 'online',
    durationMinutes: 50,
    confirmation: 'automatic',
    ...platform,
    ...input,
  })
}

/** Books the first free time from `fromHours` hours on. */
export async function bookFirst(customer: Person, serviceId: string, { fromHours = 24 } = {}): Promise<BookingDto> {
  const from = new Date(Date.now() + fromHours * 3_600_000)
  const { slots } = await customer.query<{ slots: { startsAt: string }[] }>('slots.list', {
    serviceId,
    from: from.toISOString(),
    to: new Date(from.getTime() + 7 * 86_400_000).toISOString(),
    timeZone: customer.timeZone,
  })
  const [slot] = slots
  if (!slot) throw new Error('There is no free time.')
  return customer.mutate('bookings.create', { serviceId, startsAt: slot.startsAt })
}

/** A session made by the provider at once, so many minutes from now. */
export function makeSession(
  provider: Person,
  input: { serviceId: string; inMinutes: number; customerEmail?: string | undefined },
): Promise<SessionDto> {
  const { serviceId, inMinutes, customerEmail } = input
  const startsAt = new Date(Math.ceil(Date.now() / 60_000 + inMinutes) * 60_000).toISOString()
  return provider.mutate('sessions.create', { serviceId, startsAt, ...(customerEmail && { customerEmail }) })
}
