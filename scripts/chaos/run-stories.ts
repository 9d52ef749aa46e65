import { setTimeout as sleep } from 'node:timers/promises'
import { TRPCClientError } from '@trpc/client'
import { ACTS, type Scene, type Wanted } from './acts.ts'
import type { People } from './people.ts'
import type { Step, Story } from './plan-stories.ts'
import type { DoneAct, RunRecord } from './record.ts'
import { openTurnstile } from './turnstile.ts'
import type { World } from './world.ts'

const HALF_HOUR = 1_800_000
/** Slot 0 begins so long after the run: near enough for the looks at what begins soon, far enough not to begin meanwhile. */
const SOON_MS = 3 * 3_600_000
const MOST_TRIES = 12
const AGAIN_MS = 700
/** More than so many are not asked for at once: on a slow machine the run takes longer instead of being all about a full queue. */
const AT_ONCE = 8

export interface Stage {
  world: World
  people: People
  record: RunRecord
  /** Milliseconds since the start of the run. */
  elapsed(): number
  /** When slot 0 begins. */
  firstSlot: number
}

/** The doing of a story, and the place in the queue for it. */
type Telling = Stage & { inTurn: ReturnType<typeof openTurnstile> }

/** The half hour that slot 0 stands for in a run that begins now. */
export const firstSlotFrom = (now: number): number => Math.ceil((now + SOON_MS) / HALF_HOUR) * HALF_HOUR

/** Runs every story at its time; settles when the last one is told. */
export async function runStories(stage: Stage, stories: readonly Story[]): Promise<void> {
  const telling: Telling = { ...stage, inTurn: openTurnstile(AT_ONCE) }
  await Promise.all(
    stories.map(async (story) => {
      await sleep(Math.max(0, story.atMs - stage.elapsed()))
      await tell(telling, story)
    }),
  )
}

async function tell(stage: Telling, story: Story): Promise<void> {
  const { people, world, record, firstSlot } = stage
  const provider = people.providers[story.provider]
  const customer = people.customers[story.customer]
  if (!provider || !customer) throw new Error('The plan names people who are not there.')
  const timeOf = (slot: number) => new Date(firstSlot + slot * HALF_HOUR)
  const scene: Scene = { world, record, provider, customer, story, startsAt: timeOf(story.slot), bookings: new Map() }
  for (const step of story.steps) {
    await sleep(step.afterMs)
    const wanted = {
      customer: step.customer === undefined ? customer : (people.customers[step.customer] ?? customer),
      startsAt: step.slot === undefined ? scene.startsAt : timeOf(step.slot),
    }
    const outcome = await act(stage, scene, step, wanted)
    // What was refused or never answered leaves nothing for the steps after it.
    if (outcome !== 'answered' && (step.act === 'book' || step.act === 'open_group')) return
  }
}

/** Does it until it is answered. After a failure a refusal means that it was done before the answer was lost. */
async function act(stage: Telling, scene: Scene, step: Step, wanted: Wanted) {
  for (let turn = 1; ; turn += 1) {
    const once = () => tryOnce(stage, scene, step, wanted)
    // A hand in the calendar waits for the event, and asks Foyer for nothing.
    const done = await (step.act.startsWith('edit_') ? once() : stage.inTurn(once))
    stage.record.acts.push(done)
    if (done.outcome === 'failed' && turn < MOST_TRIES) {
      await sleep(AGAIN_MS)
      continue
    }
    if (done.outcome === 'refused' && turn > 1) done.outcome = 'answered'
    if (done.outcome === 'answered') await settle(stage, scene, step, wanted)
    return done.outcome
  }
}

async function tryOnce({ elapsed }: Stage, scene: Scene, { act: name }: Step, wanted: Wanted): Promise<DoneAct> {
  const atMs = elapsed()
  const about = { story: scene.story.number, kind: scene.story.kind, act: name, atMs }
  try {
    const wasDone = await ACTS[name](scene, wanted)
    return { ...about, tookMs: elapsed() - atMs, outcome: wasDone === false ? 'skipped' : 'answered' }
  } catch (error) {
    const refusal = refusalOf(error)
    const outcome = refusal === null ? 'failed' : 'refused'
    return { ...about, tookMs: elapsed() - atMs, outcome, code: refusal ?? nameOf(error) }
  }
}

/** The code of an answer below 500; null for everything else. */
function refusalOf(error: unknown): string | null {
  if (!(error instanceof TRPCClientError)) return null
  const data: unknown = error.data
  if (typeof data !== 'object' || data === null || !('httpStatus' in data) || typeof data.httpStatus !== 'number')
    return null
  if (data.httpStatus >= 500) return null
  return 'reason' in data && typeof data.reason === 'string' ? data.reason : String(data.httpStatus)
}

const nameOf = (error: unknown) =>
  error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 120) : 'unknown'

/** Reads behind Foyer's back what the answer said or would have said. */
async function settle(
  { world, record }: Stage,
  scene: Scene,
  { act: name }: Step,
  { customer, startsAt }: Wanted,
): Promise<void> {
  if (name === 'move') scene.startsAt = startsAt
  const rows = await persistently(
    () => world.sql<{ id: string; session_id: string | null; status: string; customer_id: string }[]>`
      select id, session_id, status, customer_id from bookings
      where provider_id = ${scene.provider.id} and customer_id = ${customer.id} and starts_at = ${scene.startsAt}
      order by created_at desc limit 1`,
  )
  const [row] = rows
  if (row) {
    scene.bookings.set(customer.id, row.id)
    scene.sessionId = row.session_id ?? scene.sessionId
  }
  const isTaken = name === 'confirm' || name === 'join' || (name === 'book' && scene.story.service === 'automatic')
  if (row && isTaken) record.promised.set(row.id, { bookingId: row.id, isGivenUp: false })
  const isGivenUp = name === 'cancel' || name === 'leave' || name === 'call_off'
  const promised = row && record.promised.get(row.id)
  if (promised && isGivenUp) promised.isGivenUp = true
}

/** Asks the database until it answers. */
export async function persistently<T>(ask: () => PromiseLike<T>): Promise<T> {
  for (let turn = 1; ; turn += 1) {
    try {
      return await ask()
    } catch (error) {
      if (turn >= 20) throw error
      await sleep(500)
    }
  }
}
