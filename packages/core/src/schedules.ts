import type { JobName } from './jobs.ts'

/** Cron expressions in UTC. Each of these jobs is bounded and may run twice. */
export const SCHEDULES: Partial<Record<JobName, string>> = {
  'meeting.sweep': '* * * * *',
  'meeting.check': '*/5 * * * *',
  'meeting.fallback': '* * * * *',
  'leftover.sweep': '* * * * *',
  'booking.expire': '* * * * *',
  'repair.run': '* * * * *',
  'session.complete': '* * * * *',
  'connection.probe': '*/5 * * * *',
}
