import type { JobName, JobRunner } from '@foyer/core/jobs'
import { SCHEDULES } from '@foyer/core/schedules'

/** Puts the schedules into the queue, where all workers share them. */
export async function startSchedules(runner: JobRunner): Promise<void> {
  for (const [name, cron] of Object.entries(SCHEDULES) as [JobName, string][]) await runner.schedule(name, cron)
}
