import { setTheStage } from '@foyer/scripts/lib/main-job'
import { startThrowAwayFoyer } from '@foyer/scripts/lib/throw-away-foyer'
import { measureConfirm } from './confirm.ts'
import { measureSlots } from './slots.ts'

await using foyer = await startThrowAwayFoyer()
const stage = await setTheStage(foyer, () => {})
const empty = await measureSlots(stage)
const confirm = await measureConfirm(foyer, stage)
const booked = await measureSlots(stage)

const ratio = (a: number, b: number) => (a / b).toFixed(2)
console.table({
  'confirm: Google at 5 s against 0': {
    ratio: ratio(confirm.slow, confirm.fast),
    ms: `${confirm.slow.toFixed(1)} / ${confirm.fast.toFixed(1)}`,
  },
  '60 days of slots: calendar in use against empty': {
    ratio: ratio(booked.ms, empty.ms),
    ms: `${booked.ms.toFixed(1)} / ${empty.ms.toFixed(1)}`,
  },
})
process.stdout.write(
  `Slots listed: ${empty.slots} empty, ${booked.slots} in use. Medians of 5 rounds and more, one run, in turn.\n`,
)
