import type { Instant } from './instants.ts'

export const NOTIFICATION_KINDS = [
  'booking_received',
  'booking_confirmed',
  'booking_declined',
  'booking_cancelled',
  'request_expiring',
  'request_expired',
  'session_moved',
  'link_ready',
  'link_changed',
  'platform_changed',
  'link_trouble',
  'changed_by_hand',
  'connection_lost',
  'links_missing',
  'setup_trouble',
] as const
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number]

/** What became of the mail: `dropped` when its news was overtaken, `off` where none is sent at all or none of this news. */
export const MAIL_OUTCOMES = ['sent', 'dropped', 'failed', 'off'] as const

/** Whether something that the reader was asked to do is still to be done; null where nothing was asked. */
export type NotificationState = 'open' | 'settled' | null

export interface NotificationDto {
  id: string
  kind: NotificationKind
  title: string
  path: string | null
  /** When what it is about begins, as it was when this was told. */
  startsAt: Instant | null
  /** When it would have begun, where it was moved. */
  movedFrom: Instant | null
  state: NotificationState
  createdAt: Instant
  readAt: Instant | null
}
