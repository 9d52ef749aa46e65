import { freeStarts, type Stage, setTheStage } from './lib/main-job.ts'
import { fail } from './lib/say.ts'
import { median, spread } from './lib/statistics.ts'
import { startThrowAwayFoyer } from './lib/throw-away-foyer.ts'
import { watchLink } from './lib/watch-link.ts'

const ROUNDS = 20
const GOOGLE_LATENCY_MS = 250
const TARGET_MS = 350

const print = (text: string) => process.stdout.write(`${text}\n`)
const line = (ms: number, text: string) => print(`${`${Math.round(ms)} ms`.padStart(9)}  ${text}`)

interface Round {
  answeredMs: number
  linkMs: number
}

/** Books, confirms and waits until the link is on the customer's open page. */
async function bookAndConfirm(stage: Stage, startsAt: string, isTold: boolean): Promise<Round> {
  const booking = await stage.customer.api.bookings.create.mutate({ serviceId: stage.serviceId, startsAt })
  let confirmedAt = 0
  const watch = watchLink(stage.customer, booking.id, (status) => {
    if (isTold) line(performance.now() - confirmedAt, `the customer's page shows: ${status}`)
  })
  await watch.opened
  confirmedAt = performance.now()
  await stage.provider.api.bookings.confirm.mutate({ id: booking.id })
  const answeredMs = performance.now() - confirmedAt
  if (isTold) line(answeredMs, 'the confirm is answered')
  const { joinUrl, at } = await watch.link
  if (isTold) line(at - confirmedAt, `the customer's page has the link: ${joinUrl}`)
  return { answeredMs, linkMs: at - confirmedAt }
}

async function main(): Promise<void> {
  await using foyer = await startThrowAwayFoyer()
  foyer.sandbox.latency.set({ rules: [{ operation: 'google.*', fixedMs: GOOGLE_LATENCY_MS }] })
  print(`\nThe main job, with a Google that takes ${GOOGLE_LATENCY_MS} ms for every answer\n`)
  const startedAt = performance.now()
  const stage = await setTheStage(foyer, (step) => line(performance.now() - startedAt, step))
  const starts = await freeStarts(stage)
  print('\nOne booking, counted from the confirm\n')
  const rounds: Round[] = []
  for (const startsAt of starts.slice(0, ROUNDS))
    rounds.push(await bookAndConfirm(stage, startsAt, rounds.length === 0))
  if (rounds.length < ROUNDS) throw new Error(`Only ${rounds.length} times were free.`)

  const inserts = foyer.sandbox.calls.list({ operation: 'google.events.insert' }).length
  const links = rounds.map(({ linkMs }) => linkMs)
  print(`\n${ROUNDS} bookings`)
  print(`  confirm answered      ${spread(rounds.map(({ answeredMs }) => answeredMs))}`)
  print(`  link on the page      ${spread(links)}`)
  print(`  events made           ${inserts}, for ${ROUNDS} bookings`)
  print(`  target ${TARGET_MS} ms         ${median(links) <= TARGET_MS ? 'met' : 'NOT met'}\n`)
  if (inserts !== ROUNDS) throw new Error('Not exactly one event for each booking.')
}

try {
  await main()
} catch (error) {
  fail(`The main job failed: ${error instanceof Error ? error.message : String(error)}`)
}
