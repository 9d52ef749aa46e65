import { postAlert } from '@foyer/core/alerts/post-alert'
import { watchLinks } from '@foyer/core/alerts/watch-links'
import { expireRequests } from '@foyer/core/bookings/expire-requests'
import { lookAtChanges } from '@foyer/core/channels/look-at-changes'
import { renewChannels } from '@foyer/core/channels/renew-channels'
import { probeConnections } from '@foyer/core/connections/probe-connections'
import { releasePermission } from '@foyer/core/connections/release-permission'
import { revokeConnection } from '@foyer/core/connections/revoke-connection'
import { watchPermissions } from '@foyer/core/connections/watch-permissions'
import { actAs, type Context, type Core, SYSTEM } from '@foyer/core/context'
import { removeLeftover } from '@foyer/core/fallback/remove-leftover'
import { sweepLeftovers } from '@foyer/core/fallback/sweep-leftovers'
import { useFallbacks } from '@foyer/core/fallback/use-fallbacks'
import type { JobData, JobName, JobRunner } from '@foyer/core/jobs'
import { describeError } from '@foyer/core/log'
import { checkMeetings } from '@foyer/core/meetings/check-meetings'
import { syncMeeting } from '@foyer/core/meetings/sync-meeting'
import { nudgeProviders } from '@foyer/core/notifications/nudge-providers'
import { sendNotificationMail } from '@foyer/core/notifications/send-notification-mail'
import { readCalendars } from '@foyer/core/own-calendar/read-calendars'
import { runChanges } from '@foyer/core/platform-changes/run-changes'
import { runRepairs } from '@foyer/core/repairs/run-repairs'
import { completeSessions } from '@foyer/core/sessions/complete-sessions'
import { finishDisconnects } from '@foyer/core/sweeps/finish-disconnects'
import { mailUnsentNotices } from '@foyer/core/sweeps/mail-unsent-notices'
import { refreshExpiringTokens } from '@foyer/core/sweeps/refresh-expiring-tokens'
import { removeCancelledMeetings } from '@foyer/core/sweeps/remove-cancelled-meetings'
import { removeOrphans } from '@foyer/core/sweeps/remove-orphans'
import { sweepMeetings } from '@foyer/core/sweeps/sweep-meetings'

type Handlers = { [Name in JobName]: (ctx: Context, data: JobData[Name], signal: AbortSignal) => Promise<unknown> }

/** One use-case for each job. */
const HANDLERS: Handlers = {
  'meeting.sync': syncMeeting,
  'meeting.sweep': sweepMeetings,
  'meeting.check': checkMeetings,
  'meeting.settle': removeCancelledMeetings,
  'booking.expire': expireRequests,
  'session.complete': completeSessions,
  'notification.mail': sendNotificationMail,
  'notification.nudge': nudgeProviders,
  'alert.watch': watchLinks,
  'alert.post': postAlert,
  'connection.revoke': revokeConnection,
  'calendar.read': readCalendars,
  'connection.probe': probeConnections,
  'connection.sweep': finishDisconnects,
  'connection.refresh': refreshExpiringTokens,
  'notification.sweep': mailUnsentNotices,
  'orphan.remove': removeOrphans,
  'repair.run': runRepairs,
  'platform.change': runChanges,
  'connection.release': releasePermission,
  'connection.watch': watchPermissions,
  'channel.renew': renewChannels,
  'channel.look': lookAtChanges,
  'meeting.fallback': useFallbacks,
  'leftover.remove': removeLeftover,
  'leftover.sweep': sweepLeftovers,
}

const JOB_NAMES = Object.keys(HANDLERS) as JobName[]

/** Begins to take jobs of every kind. A handler that throws is logged here and tried again by the queue. */
export async function startHandlers(
  core: Core,
  runner: JobRunner,
  options: { meetingConcurrency: number },
): Promise<void> {
  const start = <Name extends JobName>(name: Name) =>
    runner.work(
      name,
      { concurrency: name === 'meeting.sync' ? options.meetingConcurrency : 1 },
      async (data, signal) => {
        const startedAt = performance.now()
        const fields = (): Record<string, unknown> => ({
          ...data,
          job: name,
          durationMs: Math.round(performance.now() - startedAt),
        })
        try {
          await HANDLERS[name](actAs(core, SYSTEM), data, signal)
          core.log.debug(fields(), 'job done')
        } catch (error) {
          core.log.error({ ...describeError(error), ...fields() }, 'job failed')
          throw new JobFailed(name)
        }
      },
    )
  for (const name of JOB_NAMES) await start(name)
}

/** What the queue stores of a failed job: its name only, because a message can hold data. */
class JobFailed extends Error {
  override readonly name = 'JobFailed'

  constructor(job: JobName) {
    super(`${job} failed; the log of the worker says why`)
    delete this.stack
  }
}
