import type { Queryable } from '@foyer/db/client'
import { sql } from 'drizzle-orm'
import { fromDrizzle, type Job, PgBoss, type Queue as QueueOptions } from 'pg-boss'

/** Payloads hold ids only: the handler reads the newest rows. */
export interface JobData {
  'meeting.sync': { meetingId: string; providerId: string }
  'meeting.sweep': Record<string, never>
  'meeting.check': Record<string, never>
  'meeting.settle': Record<string, never>
  'booking.expire': Record<string, never>
  'session.complete': Record<string, never>
  'notification.mail': { notificationId: string }
  'notification.nudge': Record<string, never>
  'alert.watch': Record<string, never>
  'alert.post': { alertId: string }
  'connection.revoke': { connectionId: string; attempt: number }
  'connection.probe': Record<string, never>
  'connection.sweep': Record<string, never>
  'connection.refresh': Record<string, never>
  'notification.sweep': Record<string, never>
  'orphan.remove': Record<string, never>
  'repair.run': Record<string, never>
  'platform.change': Record<string, never>
  'connection.release': { sparePermissionId: string }
  'connection.watch': Record<string, never>
  'channel.renew': Record<string, never>
  'channel.look': { connectionId: string; attempt: number }
  'calendar.read': Record<string, never>
  'meeting.fallback': Record<string, never>
  'leftover.remove': { leftoverId: string; providerId: string }
  'leftover.sweep': Record<string, never>
}
export type JobName = keyof JobData

/**
 * The queue's own retry is for crashes only; an expected failure is rescheduled by our own row. A worker that dies
 * is noticed after the heartbeat plus the monitor interval.
 */
const QUEUES: Record<JobName, Omit<QueueOptions, 'name'>> = {
  'meeting.sync': {
    notify: true,
    heartbeatSeconds: 10,
    expireInSeconds: 120,
    retryLimit: 5,
    retryDelay: 1,
    retryBackoff: true,
    deleteAfterSeconds: 86_400,
  },
  'meeting.sweep': { policy: 'short', expireInSeconds: 120, retryLimit: 0, deleteAfterSeconds: 3600 },
  'meeting.check': { policy: 'short', expireInSeconds: 120, retryLimit: 0, deleteAfterSeconds: 3600 },
  'meeting.settle': { policy: 'short', expireInSeconds: 120, retryLimit: 0, deleteAfterSeconds: 3600 },
  'notification.mail': { notify: true, expireInSeconds: 120, retryLimit: 5, retryDelay: 5, deleteAfterSeconds: 86_400 },
  'notification.nudge': {
    policy: 'short',
    notify: true,
    expireInSeconds: 120,
    retryLimit: 0,
    deleteAfterSeconds: 3600,
  },
  'alert.watch': { policy: 'short', expireInSeconds: 120, retryLimit: 0, deleteAfterSeconds: 3600 },
  'alert.post': { notify: true, expireInSeconds: 60, retryLimit: 5, retryDelay: 40, deleteAfterSeconds: 86_400 },
  'connection.revoke': { notify: true, expireInSeconds: 60, retryLimit: 3, retryDelay: 5, deleteAfterSeconds: 86_400 },
  'booking.expire': { policy: 'short', expireInSeconds: 120, retryLimit: 0, deleteAfterSeconds: 3600 },
  'session.complete': { policy: 'short', expireInSeconds: 120, retryLimit: 0, deleteAfterSeconds: 3600 },
  'connection.probe': { policy: 'short', expireInSeconds: 600, retryLimit: 0, deleteAfterSeconds: 3600 },
  'connection.sweep': { policy: 'short', expireInSeconds: 120, retryLimit: 0, deleteAfterSeconds: 3600 },
  'connection.refresh': { policy: 'short', expireInSeconds: 300, retryLimit: 0, deleteAfterSeconds: 3600 },
  'notification.sweep': { policy: 'short', expireInSeconds: 120, retryLimit: 0, deleteAfterSeconds: 3600 },
  'orphan.remove': { policy: 'short', expireInSeconds: 600, retryLimit: 0, deleteAfterSeconds: 3600 },
  'repair.run': { policy: 'short', notify: true, expireInSeconds: 120, retryLimit: 0, deleteAfterSeconds: 3600 },
  'platform.change': { policy: 'short', notify: true, expireInSeconds: 120, retryLimit: 0, deleteAfterSeconds: 3600 },
  'connection.release': { notify: true, expireInSeconds: 60, retryLimit: 3, retryDelay: 5, deleteAfterSeconds: 86_400 },
  'connection.watch': { policy: 'short', expireInSeconds: 120, retryLimit: 0, deleteAfterSeconds: 3600 },
  'channel.renew': { policy: 'short', notify: true, expireInSeconds: 600, retryLimit: 0, deleteAfterSeconds: 3600 },
  'channel.look': { policy: 'short', expireInSeconds: 120, retryLimit: 2, retryDelay: 5, deleteAfterSeconds: 3600 },
  'calendar.read': { policy: 'short', notify: true, expireInSeconds: 300, retryLimit: 0, deleteAfterSeconds: 3600 },
  'meeting.fallback': { policy: 'short', expireInSeconds: 120, retryLimit: 0, deleteAfterSeconds: 3600 },
  'leftover.remove': { notify: true, expireInSeconds: 120, retryLimit: 3, retryDelay: 5, deleteAfterSeconds: 86_400 },
  'leftover.sweep': { policy: 'short', expireInSeconds: 120, retryLimit: 0, deleteAfterSeconds: 3600 },
}

/** Whose jobs of a kind wait for each other: a provider's account is asked for one thing at a time. */
const GROUP_OF: { [Name in JobName]?: (data: JobData[Name]) => string } = {
  'meeting.sync': ({ providerId }) => providerId,
  'leftover.remove': ({ providerId }) => providerId,
}

/** Jobs of a kind that are about the same: while one waits, another is not put beside it. */
const ONE_FOR: { [Name in JobName]?: (data: JobData[Name]) => string } = {
  'channel.look': ({ connectionId }) => connectionId,
}

export const JOB_NAMES = Object.keys(QUEUES) as JobName[]

/** Puts jobs on the queue in the caller's transaction, so that fact and job commit together. */
export interface Queue {
  enqueue<Name extends JobName>(
    tx: Queryable,
    name: Name,
    data: JobData[Name],
    /** Of many that are put on the queue with `onceInSeconds`, by any process, one in so many seconds is kept. */
    options?: { startAfter?: Date | undefined; onceInSeconds?: number | undefined },
  ): Promise<void>
}

/** Takes jobs off the queue. */
export interface JobRunner {
  /** Runs up to `concurrency` jobs at once, of one group one at a time; a slow job or a slow account holds up no other. */
  work<Name extends JobName>(
    name: Name,
    options: { concurrency: number },
    handler: (data: JobData[Name], signal: AbortSignal) => Promise<void>,
  ): Promise<void>
}

/** Creates the queue's tables and queues; part of migrating, never done lazily. */
export async function installQueue(databaseUrl: string): Promise<void> {
  const boss = new PgBoss({ connectionString: databaseUrl, supervise: false, schedule: false, max: 2 })
  boss.on('error', () => {})
  await boss.start()
  try {
    for (const name of JOB_NAMES) {
      await boss.createQueue(name, QUEUES[name])
      const { policy: _fixedAtCreation, ...changeable } = QUEUES[name]
      await boss.updateQueue(name, changeable)
    }
  } finally {
    await boss.stop({ graceful: false })
  }
}

export interface OpenQueue {
  queue: Queue
  runner: JobRunner
  close(): Promise<void>
}

/**
 * Opens the queue: a `sender` only enqueues, a `worker` also listens and supervises.
 * `onError` hears of lost connections, which heal by themselves.
 */
export async function openQueue(
  databaseUrl: string,
  role: 'sender' | 'worker',
  onError: (error: Error) => void,
): Promise<OpenQueue> {
  const isWorker = role === 'worker'
  const boss = new PgBoss({
    connectionString: databaseUrl,
    migrate: false,
    max: isWorker ? 10 : 2,
    supervise: isWorker,
    schedule: false,
    useListenNotify: isWorker,
    monitorIntervalSeconds: 10,
  })
  boss.on('error', onError)
  await boss.start()
  return {
    queue: {
      async enqueue(tx, name, data, options = {}) {
        const startAfter = options.startAfter ? { startAfter: options.startAfter } : {}
        const once = options.onceInSeconds ? { singletonSeconds: options.onceInSeconds } : {}
        const groupId = GROUP_OF[name]?.(data)
        const group = groupId === undefined ? {} : { group: { id: groupId } }
        const singletonKey = ONE_FOR[name]?.(data)
        const one = singletonKey === undefined ? {} : { singletonKey }
        await boss.send(name, data, { ...startAfter, ...once, ...group, ...one, db: fromDrizzle(tx, sql) })
      },
    },
    runner: jobRunner(boss),
    close: () => boss.stop({ graceful: true, timeout: 25_000 }),
  }
}

function jobRunner(boss: PgBoss): JobRunner {
  return {
    async work(name, { concurrency }, handler) {
      for (let slot = 0; slot < concurrency; slot += 1) {
        // Each slot is a worker of its own that wakes itself until the queue is empty: a notice wakes a worker for
        // one job only, and the rest of a burst would wait for the next poll.
        let worker = ''
        const runOne = async (jobs: Job<JobData[typeof name]>[]) => {
          try {
            for (const job of jobs) await handler(job.data, job.signal)
          } finally {
            boss.notifyWorker(worker)
          }
        }
        worker = await boss.work<JobData[typeof name]>(
          name,
          { batchSize: 1, localGroupConcurrency: 1, pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 1 },
          runOne,
        )
      }
    },
  }
}
