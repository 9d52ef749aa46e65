import type { JobName } from './jobs.ts'

/**
 * Every how many seconds these jobs come round. Each is bounded and may run twice. The processes of workers keep the time
 * themselves, so nothing but a worker is needed to find again what the queue has lost.
 */
export const SCHEDULES = {
  'meeting.sweep': 5,
  'meeting.check': 60,
  'meeting.settle': 60,
  'meeting.fallback': 15,
  'leftover.sweep': 60,
  'repair.run': 30,
  'platform.change': 30,
  'alert.watch': 60,
  'orphan.remove': 300,
  'booking.expire': 60,
  'session.complete': 60,
  'notification.sweep': 20,
  'notification.nudge': 300,
  'calendar.read': 15,
  'connection.sweep': 20,
  'connection.refresh': 60,
  'connection.probe': 300,
  'connection.watch': 60,
  'channel.renew': 60,
} as const satisfies Partial<Record<JobName, number>>

export type ScheduledJob = keyof typeof SCHEDULES
export const SCHEDULED_JOBS = Object.keys(SCHEDULES) as ScheduledJob[]
