import type { JobName, JobRunner } from '@foyer/core/jobs'

/** Cron expressions in UTC. Each of these jobs is bounded and may run twice. */
const SCHEDULES: Partial<Record<JobName, string>> = {
  'meeting.sweep': '* * * * *',
  'meeting.check': '*/5 * * * *',
  'booking.expire': '* * * * *',
  'session.complete': '* * * * *',
  'connection.probe': '*/5 * * * *',
}

/** Puts the schedules into the queue, where all workers share them. */
export async function startSchedules(runner: JobRunner): Promise<void> {
  for (const [name, cron] of Object.entries(SCHEDULES) as [JobName, string][]) await runner.schedule(name, cron)
}
