import type { Core } from '@foyer/core/context'
import { describeError } from '@foyer/core/log'
import { SCHEDULED_JOBS, SCHEDULES, type ScheduledJob } from '@foyer/core/schedules'

/**
 * Puts the scheduled jobs on the queue now and whenever they are due, until told to stop. Each worker keeps the time by
 * itself, so that an emptied queue fills again by itself; of what several workers put there, one is kept.
 */
export function startSchedules(core: Core): () => void {
  const enqueue = async (name: ScheduledJob) => {
    try {
      await core.queue.enqueue(core.db, name, {}, { onceInSeconds: SCHEDULES[name] })
    } catch (error) {
      core.log.warn({ ...describeError(error), job: name }, 'a scheduled job could not be put on the queue')
    }
  }
  const timers = SCHEDULED_JOBS.map((name) => {
    void enqueue(name)
    return setInterval(() => void enqueue(name), SCHEDULES[name] * 1000)
  })
  return () => timers.forEach(clearInterval)
}
