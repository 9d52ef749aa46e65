import { setTheStage } from '@foyer/scripts/lib/main-job'
import { startThrowAwayFoyer } from '@foyer/scripts/lib/throw-away-foyer'
import { measureConfirm } from './confirm.ts'
import { measureFairness } from './fairness.ts'
import { measureSlots } from './slots.ts'

await using foyer = await startThrowAwayFoyer()
const stage = await setTheStage(foyer, () => {})
const empty = await measureSlots(stage)
const confirm = await measureConfirm(foyer, stage)
const busy = await measureSlots(stage)
const fairness = await measureFairness(foyer)

const row = (a: number, b: number) => ({ ratio: (a / b).toFixed(2), ms: `${a.toFixed(1)} / ${b.toFixed(1)}` })
console.table({
  'confirm answered: Google at 5 s against 0': row(confirm.slow, confirm.fast),
  '60 days of slots: busy calendar against a bare route': row(busy.ms, busy.bareMs),
  '60 days of slots: empty calendar against a bare route': row(empty.ms, empty.bareMs),
  'p95 of 20 links: an account with 200 waiting is rate limited': row(fairness.limited.sick, fairness.limited.calm),
  'p95 of 20 links: an account with 200 waiting does not answer': row(fairness.silent.sick, fairness.silent.calm),
})
process.stdout.write(
  `${confirm.bookings} sessions in the busy calendar; ${busy.slots} slots listed there, ${empty.slots} before. ` +
    'Medians of at least 5 rounds, both sides in turn, in one run.\n',
)
