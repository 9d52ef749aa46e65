import { setTimeout as sleep } from 'node:timers/promises'
import type { Sandbox } from '@foyer/sandbox/server'
import { MOST_WRITES_A_DAY } from '@foyer/sandbox/zoom/meetings'
import type { Provider } from './people.ts'
import { type Happening, type HappeningKind, strikesPlatform } from './plan-happenings.ts'
import { countFault } from './record.ts'
import { persistently, type Stage } from './run-stories.ts'
import { isVendor, VENDOR_PLATFORMS, type Vendor } from './vendors.ts'

type FaultInput = Parameters<Sandbox['faults']['add']>[0]
type FaultKind = FaultInput extends infer Fault
  ? Fault extends unknown
    ? Omit<Fault, 'operation' | 'account' | 'times'>
    : never
  : never

/** The compiler cannot follow a union through a spread; whatever it is, the sandbox checks it. */
const toFault = (kind: FaultKind, where: Pick<FaultInput, 'operation' | 'account' | 'times' | 'probability'>) =>
  ({ ...kind, ...where }) as FaultInput

/** What a happening works on. */
interface Scene extends Stage {
  provider: Provider
}

/** The company of the provider's account. */
function vendorOf({ world, provider }: Scene): Vendor {
  if (isVendor(provider.platform)) return world.vendors[provider.platform]
  throw new Error(`${provider.email} has no account at a company.`)
}

/** Does it, waits, and undoes it. Returns how many calls to the platform it met. */
type Doing = (scene: Scene, happening: Happening) => Promise<unknown>

const LOOK_EVERY_MS = 200
/** On a slow machine a fault waits for calls to meet, up to so many times as long as planned. */
const MOST_TIMES_LONGER = 3
const FEWEST_CALLS = 2
/** Of an access token, in seconds. */
export const USUAL_LIFETIME_S = 3599

/** Calls that match fail in this way while it lasts. Returns how many did. */
async function failing(
  { world }: Scene,
  { forMs }: Happening,
  operation: string,
  fault: FaultKind,
  only: { account?: string; probability?: number } = {},
): Promise<number> {
  const { faults } = world.sandbox
  const { id } = faults.add(toFault(fault, { ...only, operation, times: 'unlimited' }))
  const met = () => faults.list().find((rule) => rule.id === id)?.applied ?? 0
  const startedAt = Date.now()
  await sleep(forMs)
  while (met() < FEWEST_CALLS && Date.now() - startedAt < forMs * MOST_TIMES_LONGER) await sleep(LOOK_EVERY_MS)
  const applied = met()
  faults.remove(id)
  return applied
}

type Operation = keyof Vendor['operations']
type FaultOf = (happening: Happening, vendor: Vendor) => FaultKind

/** For the account of the provider alone. */
const onAccount =
  (operation: Operation, fault: FaultOf): Doing =>
  (scene, happening) => {
    const vendor = vendorOf(scene)
    const only = { account: scene.provider.email }
    return failing(scene, happening, vendor.operations[operation], fault(happening, vendor), only)
  }

/** For everybody at the provider's company. */
const overall =
  (operation: Operation, fault: FaultOf, probability = 1): Doing =>
  (scene, happening) => {
    const vendor = vendorOf(scene)
    return failing(scene, happening, vendor.operations[operation], fault(happening, vendor), { probability })
  }

/** Connects until it works: the platform may be down, or our database. */
async function reconnect({ people, provider }: Scene): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) {
    if (await people.connect(provider).catch(() => false)) return
    await sleep(1000)
  }
}

/** Whether the provider's platform is connected, as the provider reads it. */
export async function isConnected({ api, platform }: Provider): Promise<boolean> {
  const connections = await persistently(() => api.connections.list.query())
  return connections.some((one) => one.platform === platform && one.status === 'connected')
}

async function reconnectIfLost(scene: Scene): Promise<void> {
  if (!(await isConnected(scene.provider))) await reconnect(scene)
}

const disconnecting =
  (futureMeetings: 'keep' | 'remove'): Doing =>
  async (scene, { forMs }) => {
    const { api, platform } = scene.provider
    await api.connections.disconnect.mutate({ platform, futureMeetings }).catch(() => {})
    await sleep(forMs)
    await reconnect(scene)
  }

/** Notes when the database could not be relied upon, with the time that connections need to come back. */
async function whileDatabaseIsAway({ record, elapsed }: Scene, work: () => Promise<unknown>): Promise<void> {
  const trouble = { fromMs: elapsed() - 200, toMs: Number.POSITIVE_INFINITY }
  record.databaseTroubles.push(trouble)
  await work()
  trouble.toMs = elapsed() + 5000
}

const DOINGS: Record<HappeningKind, Doing> = {
  'answers lost after the work': onAccount('rooms', () => ({ kind: 'drop_after' })),
  'requests lost before the work': onAccount('rooms', () => ({ kind: 'drop_before' })),
  'answers cut off': onAccount('rooms', () => ({ kind: 'partial_body' })),
  'no answer': onAccount('rooms', ({ luck }) => ({ kind: 'hang', ms: 15_000, committed: luck > 0.5 })),
  'slow answers': onAccount('all', ({ luck }) => ({ kind: 'delay', ms: Math.round(1000 + luck * 4000) })),
  'rate limit with a time': onAccount('rooms', ({ luck }, { retryAfter }) => ({
    kind: 'status',
    status: 429,
    headers: { 'retry-after': retryAfter(2 + Math.floor(luck * 4)) },
  })),
  'rate limit without a time': onAccount('rooms', () => ({
    kind: 'status',
    status: 429,
  })),
  quota: onAccount('rooms', (_happening, { tooMuch }) => ({ kind: 'status', ...tooMuch })),
  'day used up': async ({ world, provider }) => {
    world.sandbox.zoom.setDailyWrites({ account: provider.email, writes: MOST_WRITES_A_DAY })
  },
  'access tokens expired': async (scene) => vendorOf(scene).expireAccessTokens(scene.provider.email),
  'refresh answers lost': async (scene, happening) => {
    const vendor = vendorOf(scene)
    vendor.expireAccessTokens(scene.provider.email)
    const calls = await failing(
      scene,
      happening,
      vendor.operations.refresh,
      { kind: 'drop_after' },
      { probability: 0.7 },
    )
    // Where a refresh token works once, the lost answer held the only good one.
    await reconnectIfLost(scene)
    return calls
  },
  'permission taken back, connected again': async (scene, { forMs }) => {
    vendorOf(scene).revoke(scene.provider.email)
    await sleep(forMs)
    await reconnect(scene)
  },
  'rooms that take time': async ({ world, provider }, { forMs, luck }) => {
    const account = provider.email
    world.sandbox.google.setConferences({ account, pendingReads: 1 + Math.floor(luck * 4), outcome: 'success' })
    await sleep(forMs)
    world.sandbox.google.setConferences({ account, pendingReads: 0, outcome: 'success' })
  },
  'rooms that fail': async ({ world, provider }, { forMs }) => {
    const account = provider.email
    world.sandbox.google.setConferences({ account, pendingReads: 1, outcome: 'failure' })
    await sleep(forMs / 2)
    world.sandbox.google.setConferences({ account, pendingReads: 0, outcome: 'success' })
  },
  'disconnected keeping links, connected again': disconnecting('keep'),
  'disconnected removing links, connected again': disconnecting('remove'),
  'connected again while connected': reconnect,
  'all links tried again': async ({ provider }) => {
    await provider.api.meetings.repairMine.mutate().catch(() => {})
  },
  'bursts of server errors': overall('all', () => ({ kind: 'status', status: 503 }), 0.4),
  'platform down': overall('all', () => ({ kind: 'drop_before' })),
  'short token lifetime': async ({ world }, { forMs }) => {
    for (const platform of VENDOR_PLATFORMS) world.vendors[platform].setTokenLifetime(61)
    await sleep(forMs)
    for (const platform of VENDOR_PLATFORMS) world.vendors[platform].setTokenLifetime(USUAL_LIFETIME_S)
  },
  'queue emptied': async ({ world }) => {
    const jobs = await persistently(() => world.sql<{ text: string }[]>`select t::text as text from pgboss.job t`)
    for (const { text } of jobs) world.leaks.look('jobs', text)
    await persistently(() => world.sql`delete from pgboss.job`)
  },
  'jobs enqueued three times': async ({ world }) => {
    const meetings = await persistently(
      () => world.sql<{ meetingId: string; providerId: string }[]>`
        select m.id as "meetingId", s.provider_id as "providerId" from meetings m join sessions s on s.id = m.session_id
        order by m.updated_at desc limit 20`,
    )
    for (const meeting of [...meetings, ...meetings, ...meetings])
      await persistently(() => world.core.queue.enqueue(world.core.db, 'meeting.sync', meeting))
  },
  'database connections cut': (scene) =>
    whileDatabaseIsAway(scene, () =>
      persistently(
        () => scene.world.sql`
          select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid() and application_name <> 'chaos-judge'`,
      ),
    ),
  'database restarted': (scene, { luck }) =>
    whileDatabaseIsAway(scene, () => scene.world.restartDatabase(Math.round(500 + luck * 2500))),
  'mail server down': (scene, happening) => failing(scene, happening, 'smtp.receive', { kind: 'status', status: 451 }),
  'worker killed': async ({ world }, { worker, forMs }) => world.workers[worker]?.kill(forMs),
  'worker frozen': async ({ world }, { worker, forMs }) => world.workers[worker]?.freeze(forMs),
  'worker replaced': async ({ world, record }, { worker }) => {
    const replaced = await world.workers[worker]?.replace()
    if (!replaced) return
    record.slowestReplacementMs = Math.max(record.slowestReplacementMs, replaced.ms)
    if (!replaced.isClean) record.uncleanReplacements += 1
  },
}

const STARTED_BY_MS = 60_000

/** No worker is treated badly while another one still starts: on a slow machine nobody would be left to do the work. */
async function untilWorkersAreUp({ world }: Stage): Promise<void> {
  const giveUpAt = Date.now() + STARTED_BY_MS
  while (world.workers.some((worker) => worker.state() === 'down') && Date.now() < giveUpAt) await sleep(LOOK_EVERY_MS)
}

/** Lets every happening happen at its time; settles when the last one is over. */
export async function runHappenings(stage: Stage, happenings: readonly Happening[]): Promise<void> {
  await Promise.all(
    happenings.map(async (happening) => {
      await sleep(Math.max(0, happening.atMs - stage.elapsed()))
      const provider = stage.people.providers[happening.provider]
      if (!provider) throw new Error('The plan names a provider who is not there.')
      if (happening.kind.startsWith('worker')) await untilWorkersAreUp(stage)
      const done = await DOINGS[happening.kind]({ ...stage, provider }, happening)
      const calls = typeof done === 'number' ? done : 0
      countFault(stage.record.happened, happening.kind, calls)
      if (strikesPlatform(happening.kind)) countFault(stage.record.struck, provider.platform, calls)
    }),
  )
}

export { reconnect }
