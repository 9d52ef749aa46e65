import type { AuditEntryDto } from '@foyer/shared/admin'
import type { AuditAction } from '@foyer/shared/audit'
import { MEETING_REASONS } from '@foyer/shared/meetings'
import { PLATFORM_NAMES, PLATFORMS } from '@foyer/shared/platforms'
import { reasonWords } from './problem-copy.ts'

/** What the sentences are about: whose platform it is, and how a moment is told. */
export interface AuditNames {
  /** "Google" */
  company: string
  formatTime: (at: string) => string
}

/** What was done, without who did it: "confirmed the booking". */
type Predicate = (entry: AuditEntryDto, names: AuditNames) => string

const said =
  (words: string): Predicate =>
  () =>
    words

/** " (not allowed)", where a reason that has words is part of the entry. */
function because({ data }: AuditEntryDto, { company }: AuditNames): string {
  const reason = MEETING_REASONS.find((known) => known === data.reason)
  const words = reason && reasonWords(reason, company)
  // A company keeps its capital.
  return words ? `: ${words.startsWith(company) ? words : words.charAt(0).toLowerCase() + words.slice(1)}` : ''
}

const platformNamed = (name: unknown): string => {
  const platform = PLATFORMS.find((known) => known === name)
  return platform ? PLATFORM_NAMES[platform] : 'another platform'
}

const many = (number: unknown): string => (number === 1 ? '1 session' : `${String(number)} sessions`)

/** What somebody did. A new action does not compile until it has words. */
const PREDICATES: Record<AuditAction, Predicate> = {
  'availability.set': said('changed the hours'),
  'availability.set_own_calendar': ({ data }) =>
    data.isUsed === false ? 'stopped using the own calendar' : 'changed how the own calendar is used',
  'booking.cancel': said('cancelled the booking'),
  'booking.confirm': said('confirmed the booking'),
  'booking.create': ({ data }) => (data.status === 'pending' ? 'asked for this time' : 'booked this time'),
  'booking.decline': said('declined the request'),
  'booking.expire': said('let the request expire, because nobody answered in time'),
  'booking.reschedule': ({ data: { from, to } }, { formatTime }) =>
    typeof from === 'string' && typeof to === 'string'
      ? `moved the booking from ${formatTime(from)} to ${formatTime(to)}`
      : 'moved the booking',
  'connection.account_switched': said('changed to another account'),
  'connection.ask_to_reconnect': said('asked the provider to reconnect'),
  'connection.set_room': ({ data }) =>
    typeof data.host === 'string' ? `had sessions meet in a room at ${data.host}` : 'set a room of their own',
  'connection.permission_lost': said('found that a permission besides the links was taken back'),
  'connection.not_connected': said('ended the connection'),
  'connection.connecting': said('began to connect an account'),
  'connection.connect_denied': said('turned back before giving the permission'),
  'connection.connect_wrong_account': said('signed in with another account than before'),
  'connection.missing_permission': said('left the connection without a permission that is needed'),
  'connection.connected': ({ actor }) =>
    actor.kind === 'system' ? 'found the connection working' : 'connected the account',
  'connection.checking': said('began to check the connection'),
  'connection.degraded': (_entry, { company }) => `found that ${company} is slow`,
  'connection.rate_limited': (_entry, { company }) => `was asked by ${company} to wait`,
  'connection.expiring': said('found that the permission ends soon'),
  'connection.expired': said('found that the permission has run out'),
  'connection.revoked': (_entry, { company }) => `found that ${company} no longer accepts the permission`,
  'connection.blocked_by_admin': (_entry, { company }) => `found that an administrator at ${company} does not allow it`,
  'connection.cannot_host': said('found that the account cannot hold meetings'),
  'connection.disconnecting': said('began to end the connection'),
  'meeting.pending': (entry, names) => {
    const why = because(entry, names)
    return why ? `goes on trying for the link${why}` : 'began to make the link'
  },
  'meeting.ready': (entry, names) => {
    const why = because(entry, names)
    if (why) return `keeps the link while the room is behind${why}`
    return entry.data.before === 'ready' ? 'changed the link' : 'put the link in place'
  },
  'meeting.blocked': (entry, names) => `found that somebody has to act before there is a link${because(entry, names)}`,
  'meeting.failed': (entry, names) => `gave up on the link${because(entry, names)}`,
  'meeting.cancelled': said('took the link away'),
  'meeting.change_platform': ({ data: { from, to } }) =>
    `moved the link from ${platformNamed(from)} to ${platformNamed(to)}`,
  'meeting.end_fallback': said('ended the fallback'),
  'meeting.fallback': (entry, names) => `used the fallback${because(entry, names)}`,
  'meeting.remove_manual_link': said('took back the link that was set by hand'),
  'meeting.remove_orphan': said('removed a room that was left over'),
  'meeting.repair': ({ data: { name } }) =>
    typeof name === 'string'
      ? `asked for the link again, in the repair “${name}”`
      : 'asked for the link again, in a repair',
  'meeting.repair_mine': ({ data: { count } }) => `tried every missing link at once (${many(count)})`,
  'meeting.retry': said('asked for another try'),
  'meeting.set_manual_link': said('set a link by hand'),
  'meeting.undo_change': ({ data: { to } }) => `kept the link of before, on ${platformNamed(to)}`,
  'repair.abort': said('aborted the repair'),
  'repair.finish': said('has asked for everything in the repair'),
  'repair.start': ({ data: { count } }) => `began the repair (${many(count)})`,
  'service.archive': said('took the service off the page'),
  'service.create': said('made the service'),
  'service.set_platform': ({ data: { platform } }) => `had the service meet on ${platformNamed(platform)}`,
  'service.update': said('changed the service'),
  'session.cancel': said('cancelled the session'),
  'session.complete': said('closed the session, because it is over'),
  'session.create': said('made the session'),
  'user.become_provider': said('began to offer sessions'),
  'user.set_default_platform': ({ data: { platform } }) => `had new services meet on ${platformNamed(platform)}`,
  'user.set_role': ({ data: { before, role } }) => `changed the role from ${String(before)} to ${String(role)}`,
  'user.update': said('changed the account'),
}

const isKnown = (action: string): action is AuditAction => Object.hasOwn(PREDICATES, action)

/** Who did it: a name, Foyer itself, or somebody whose account is gone. */
const whoDid = ({ actor }: AuditEntryDto): string =>
  actor.kind === 'system' ? 'Foyer' : (actor.name ?? 'Somebody who has left')

/** One entry in words: "Ana Ribeiro confirmed the booking." What was written by another version is not guessed at. */
export function auditSentence(entry: AuditEntryDto, names: AuditNames): string {
  const done = isKnown(entry.action)
    ? PREDICATES[entry.action](entry, names)
    : 'did something this page has no words for'
  return `${whoDid(entry)} ${done}.`
}
