import { say } from '../lib/say.ts'
import { collectHistory } from './collect.ts'
import { runHappenings } from './happen.ts'
import { judgeAll } from './judge.ts'
import { gatherPeople } from './people.ts'
import type { Plan } from './plan.ts'
import { newRecord } from './record.ts'
import { makeReport, type Report, toViolations } from './report.ts'
import { firstSlotFrom, runStories, type Stage } from './run-stories.ts'
import { endTroubles, pressRetry, waitUntilQuiet } from './settle.ts'
import { startWatch } from './watch.ts'
import { openWorld } from './world.ts'

const TELL_EVERY_MS = 10_000
/** Long enough for the slowest thing that heals by itself: a mail whose worker was killed is taken up after two minutes. */
const SETTLE_MS = 210_000

/** Carries out a plan on a Foyer of its own, waits until it is quiet, and judges what is left. */
export async function runPlan(plan: Plan): Promise<Report> {
  await using world = await openWorld(plan)
  const people = await gatherPeople(world, plan)
  const record = newRecord()
  const startedAt = new Date()
  const elapsed = () => Date.now() - startedAt.getTime()
  const stage: Stage = { world, people, record, elapsed, firstSlot: firstSlotFrom(startedAt.getTime()) }
  const watch = startWatch(stage, plan.stages.calmMs)
  say(
    `Seed ${plan.seed}: ${plan.stories.length} sessions and ${plan.happenings.length} faults in ${plan.stages.endMs / 1000} s`,
  )
  const telling = setInterval(
    () => say(`${record.acts.length} operations, ${watch.mails.length} mails, ${Math.round(elapsed() / 1000)} s`),
    TELL_EVERY_MS,
  )
  await Promise.all([runStories(stage, plan.stories), runHappenings(stage, plan.happenings)])
  clearInterval(telling)
  say('All is told; the faults end')
  await endTroubles(stage)
  await waitUntilQuiet(stage, SETTLE_MS)
  const retriesPressed = await pressRetry(stage)
  const unsettled = await waitUntilQuiet(stage, SETTLE_MS / 2)
  await watch.stop()
  say('Judging')
  const history = await collectHistory(stage, plan, { watch, unsettled, startedAt })
  const judged = judgeAll(history)
  const ownEnds = world.workers.reduce((sum, worker) => sum + worker.ownEnds(), 0)
  const report = makeReport({ plan, record, history, judged, ownEnds, retriesPressed })
  if (report.violations > 0) {
    world.keepLogs()
    say(`The logs are in ${world.folder}`)
    for (const line of toViolations(report)) say(line)
  }
  return report
}
