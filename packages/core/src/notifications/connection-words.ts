import type { connections } from '@foyer/db/schema'
import {
  ACCOUNT_CLOSED,
  LOST_CONNECTION_STATUSES,
  type LostConnectionStatus,
  PERMISSION_TAKEN_BACK,
} from '@foyer/shared/connections'
import { PLATFORM_COMPANIES } from '@foyer/shared/platforms'
import { spokenDay, spokenStart } from './spoken-time.ts'
import type { WaitingSessions } from './waiting-sessions.ts'

type ConnectionRow = typeof connections.$inferSelect
export type LostConnectionRow = ConnectionRow & { status: LostConnectionStatus }

/** Whether a connection was lost without its provider's doing. */
export const isLost = (connection: ConnectionRow): connection is LostConnectionRow =>
  LOST_CONNECTION_STATUSES.some((status) => status === connection.status)

/** What the connection keeps waiting, and what mends it, in a line. */
export function nudgeTitle({ platform, status }: ConnectionRow, waiting: number): string {
  const company = PLATFORM_COMPANIES[platform]
  if (platform === 'custom_room') return 'Set up your own room again, so that sessions get their links'
  if (status === 'blocked_by_admin') return `Your administrator at ${company} has to allow Foyer`
  if (status === 'cannot_host') return `Your account at ${company} cannot hold meetings`
  if (waiting === 0) return `Reconnect ${company}, so that new sessions get a link`
  return `Reconnect ${company}: ${waiting === 1 ? '1 session needs its link' : `${waiting} sessions need their links`}`
}

/** What the stored permission is refused with where we cannot use it, which is no doing of the provider or the platform. */
export const OWN_FAULTS: readonly string[] = ['secret_unreadable', 'secret_missing']

/** Why the connection was lost, and on which day. */
export function causeOf({ platform, status, reason, statusChangedAt }: LostConnectionRow, timeZone: string): string {
  const company = PLATFORM_COMPANIES[platform]
  const day = spokenDay(statusChangedAt, timeZone)
  if (platform === 'custom_room')
    return `Since ${day} Foyer cannot read the address of your own room any more. You did nothing wrong.`
  if (reason && OWN_FAULTS.includes(reason))
    return `Since ${day} Foyer cannot use the permission that you gave it at ${company}. You did nothing wrong.`
  switch (status) {
    case 'revoked':
      if (reason === PERMISSION_TAKEN_BACK)
        return `On ${day} Foyer was removed from your account at ${company}, and its permission ended with that.`
      if (reason === ACCOUNT_CLOSED)
        return `On ${day} ${company} told Foyer that your account there was locked or deleted, and the permission ended with it.`
      return `On ${day} ${company} stopped accepting the permission that you gave Foyer.`
    case 'expired':
      return `On ${day} the permission that you gave Foyer at ${company} ran out.`
    case 'missing_permission':
      return `A part of the permission that Foyer needs at ${company} has been missing since ${day}.`
    case 'blocked_by_admin':
      return `The administrator of your account at ${company} has not allowed Foyer to use it since ${day}.`
    case 'cannot_host':
      return `Since ${day} ${company} has not let your account hold meetings, as without a licence for them.`
  }
}

/** What that means for the provider's sessions. */
export function impactOf({ count, firstAt }: WaitingSessions, timeZone: string): string {
  if (!firstAt) return 'No session waits for it yet, but a new one would have no link.'
  const when = spokenStart(firstAt, timeZone)
  return count === 1
    ? `1 session needs its link: ${when}.`
    : `${count} sessions need their links, the first on ${when}.`
}

/** The one thing to do, as what the address below it is for. */
export function cureOf({ platform, status }: LostConnectionRow, { count }: WaitingSessions): string {
  const company = PLATFORM_COMPANIES[platform]
  if (status === 'blocked_by_admin')
    return `Ask your administrator to allow Foyer at ${company}, then connect again here`
  if (status === 'cannot_host') return 'Connect an account that can hold meetings, or another platform, here'
  const mend = platform === 'custom_room' ? 'Set up your own room' : `Reconnect ${company}`
  if (count === 0) return `${mend} here`
  const links = count === 2 ? 'both links' : `all ${count} links`
  const made = count === 1 ? 'the link is made by itself' : `${links} are made by themselves`
  return `${mend} here, and ${made}`
}
