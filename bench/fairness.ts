import { addProvider, connectGoogle, freeStarts, type Stage } from '@foyer/scripts/lib/main-job'
import { signUp } from '@foyer/scripts/lib/person'
import { median } from '@foyer/scripts/lib/statistics'
import type { ThrowAwayFoyer } from '@foyer/scripts/lib/throw-away-foyer'

const ROUNDS = 5
const HEALTHY = 20
const WAITING = 200
/** Between two confirmations, so that what is measured is the wait and not a burst of our own making. */
const PACE_MS = 40
const SICK = 'sick@example.test'

export interface Fairness {
  limited: Side
  silent: Side
}

/** p95 from confirming to the link, in milliseconds: medians over the rounds, with the sick account and without. */
interface Side {
  sick: number
  calm: number
}

type Account = Stage & { email: string; starts: string[] }

const FAULT = { operation: 'google.events.*', account: SICK, times: 'unlimited' } as const

/**
 * How long the links of 20 healthy accounts take while another one, for which 200 sessions wait, is rate limited or does
 * not answer, and while it is quiet, in turn. Connecting the sick account anew makes all its sessions wanted at once.
 */
export async function measureFairness(foyer: ThrowAwayFoyer): Promise<Fairness> {
  const customer = await signUp(foyer.appUrl, {
    name: 'Rosa Lind',
    email: 'rosa.lind@example.test',
    role: 'customer',
    timeZone: 'Europe/Berlin',
  })
  const names = [SICK, ...Array.from({ length: HEALTHY }, (_, index) => `healthy-${index}@example.test`)]
  const accounts: Account[] = []
  // The consent page speaks for one account at a time.
  for (const email of names) {
    const stage = {
      appUrl: foyer.appUrl,
      customer,
      ...(await addProvider(foyer, { name: 'Ana Ribeiro', email }, () => {})),
    }
    accounts.push({ ...stage, email, starts: await freeStarts(stage) })
  }
  const [sick, ...healthy] = accounts
  if (!sick) throw new Error('There is no sick account.')
  const limit = { ...FAULT, kind: 'status', status: 429, headers: { 'retry-after': '3600' } } as const
  foyer.sandbox.faults.add(limit)
  const last = await letManyWait(sick)
  const compare = () => compareSides(foyer, { sick, healthy, last })
  const limited = await compare()
  foyer.sandbox.faults.clear()
  foyer.sandbox.faults.add({ ...FAULT, kind: 'hang', ms: 400 })
  const silent = await compare()
  foyer.sandbox.faults.clear()
  return { limited, silent }
}

/** Makes the sessions of the sick account; returns the last one, which is looked at after all others. */
async function letManyWait({ provider, serviceId, starts }: Account): Promise<string> {
  let last = ''
  for (const startsAt of starts.splice(0, WAITING)) {
    const session = await provider.api.sessions.create.mutate({ serviceId, startsAt })
    last = session.id
  }
  return last
}

async function compareSides(
  foyer: ThrowAwayFoyer,
  { sick, healthy, last }: { sick: Account; healthy: Account[]; last: string },
): Promise<Side> {
  const sickTimes: number[] = []
  const calmTimes: number[] = []
  for (let round = 0; round <= ROUNDS; round += 1) {
    await untilQuiet(sick, last)
    const calm = await measureRound(foyer, healthy)
    await connectGoogle(foyer, sick.provider, sick.email)
    const troubled = await measureRound(foyer, healthy)
    // The first round warms up.
    if (round > 0) {
      calmTimes.push(calm)
      sickTimes.push(troubled)
    }
  }
  return { sick: median(sickTimes), calm: median(calmTimes) }
}

/** All that waits for the sick account waits for a time that is yet to come. */
async function untilQuiet({ provider }: Account, last: string): Promise<void> {
  for (;;) {
    const { meeting } = await provider.api.sessions.get.query({ id: last })
    const [google] = await provider.api.connections.list.query()
    const isHeld = google?.resumesAt && Date.parse(google.resumesAt) > Date.now() + 2000
    if (isHeld && meeting?.nextAttemptAt && Date.parse(meeting.nextAttemptAt) > Date.now() + 2000) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** The p95 of one confirmation for each healthy account, until Google has answered with its link. */
async function measureRound({ sandbox }: ThrowAwayFoyer, healthy: Account[]): Promise<number> {
  const request = async (account: Account) => {
    const startsAt = account.starts.shift()
    if (!startsAt) throw new Error('Not enough free times.')
    const { id } = await account.customer.api.bookings.create.mutate({ serviceId: account.serviceId, startsAt })
    return { account, id }
  }
  const bookings = await Promise.all(healthy.map(request))
  const { seq = 0 } = sandbox.calls.list().at(-1) ?? {}
  const confirmed = bookings.map(async ({ account, id }, index) => {
    await new Promise((resolve) => setTimeout(resolve, index * PACE_MS))
    const startedAt = Date.now()
    await account.provider.api.bookings.confirm.mutate({ id })
    return { email: account.email, startedAt }
  })
  const times: number[] = []
  for (const { email, startedAt } of await Promise.all(confirmed)) {
    const filter = { operation: 'google.events.insert', account: email, afterSeq: seq }
    let answered: number | undefined
    while (answered === undefined) {
      const [insert] = sandbox.calls.list(filter)
      if (insert?.durationMs === null || !insert) await new Promise((resolve) => setTimeout(resolve, 10))
      else answered = Date.parse(insert.at) + insert.durationMs
    }
    times.push(answered - startedAt)
  }
  return times.toSorted((one, other) => one - other)[Math.ceil(times.length * 0.95) - 1] ?? Number.NaN
}
