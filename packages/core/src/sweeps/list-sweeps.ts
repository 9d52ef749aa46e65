import { sweepRuns } from '@foyer/db/schema'
import { SWEEP_NAMES, type SweepDto, type SweepName } from '@foyer/shared/sweeps'
import type { Core } from '../context.ts'
import { SCHEDULES, type ScheduledJob } from '../schedules.ts'

/** The job that runs each sweep. */
const JOB_OF: Record<SweepName, ScheduledJob> = {
  lost_jobs: 'meeting.sweep',
  unseen_sessions: 'meeting.sweep',
  changed_sessions: 'meeting.sweep',
  unknown_outcomes: 'meeting.sweep',
  cancelled_alive: 'meeting.settle',
  hand_edits: 'meeting.check',
  orphans: 'orphan.remove',
  expiring_tokens: 'connection.refresh',
  unsent_mails: 'notification.sweep',
  unfinished_disconnects: 'connection.sweep',
  lost_connections: 'notification.nudge',
  late_links: 'alert.watch',
  due_fallbacks: 'meeting.fallback',
  leftovers: 'leftover.sweep',
  stale_connections: 'connection.probe',
  ending_permissions: 'connection.watch',
  expiring_channels: 'channel.renew',
  busy_calendars: 'calendar.read',
  unanswered_requests: 'booking.expire',
}

/** A run may take its time, and a worker may be restarted. */
const LATE_AFTER_MS = 120_000

/** Every sweep with its last run, in their fixed order, and whether it should have run again by now. */
export async function listSweeps({ db, now }: Pick<Core, 'db' | 'now'>): Promise<SweepDto[]> {
  const rows = await db.select().from(sweepRuns)
  return SWEEP_NAMES.map((name) => {
    const run = rows.find((row) => row.name === name)
    const everySeconds = SCHEDULES[JOB_OF[name]]
    const lateAt = run?.ranAt && run.ranAt.getTime() + everySeconds * 2000 + LATE_AFTER_MS
    return {
      name,
      everySeconds,
      ranAt: run?.ranAt?.toISOString() ?? null,
      durationMs: run?.durationMs ?? null,
      found: run?.found ?? 0,
      foundTotal: run?.foundTotal ?? 0,
      failures: run?.failures ?? 0,
      failedAt: run?.failedAt?.toISOString() ?? null,
      isLate: !lateAt || lateAt < now().getTime(),
    }
  })
}
