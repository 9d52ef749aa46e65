import type { ConnectionStatus } from './connections.ts'
import type { MeetingStatus } from './meetings.ts'

/**
 * Everything that is written down as having been done, `noun.verb`. Whoever writes something new adds it here, and the
 * screens do not compile until it has words.
 */
export const AUDIT_ACTIONS = [
  'availability.set',
  'availability.set_own_calendar',
  'booking.cancel',
  'booking.confirm',
  'booking.create',
  'booking.decline',
  'booking.expire',
  'booking.reschedule',
  'connection.account_switched',
  'connection.ask_to_reconnect',
  'connection.set_room',
  'connection.permission_lost',
  'meeting.change_platform',
  'meeting.end_fallback',
  'meeting.fallback',
  'meeting.remove_manual_link',
  'meeting.remove_orphan',
  'meeting.repair',
  'meeting.repair_mine',
  'meeting.retry',
  'meeting.set_manual_link',
  'meeting.undo_change',
  'repair.abort',
  'repair.finish',
  'repair.start',
  'service.archive',
  'service.create',
  'service.set_platform',
  'service.update',
  'session.cancel',
  'session.complete',
  'session.create',
  'user.become_provider',
  'user.set_default_platform',
  'user.set_role',
  'user.update',
] as const

/** The changes of status of meetings and connections are named after the status that they lead to. */
export type AuditAction = (typeof AUDIT_ACTIONS)[number] | `meeting.${MeetingStatus}` | `connection.${ConnectionStatus}`
