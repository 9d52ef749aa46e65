import type { Instant } from './instants.ts'

export const NOTIFICATION_KINDS = [
  'booking_received',
  'booking_confirmed',
  'booking_declined',
  'booking_cancelled',
  'session_moved',
  'link_ready',
  'link_changed',
  'link_trouble',
  'connection_lost',
] as const
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number]

export interface NotificationDto {
  id: string
  kind: NotificationKind
  title: string
  path: string | null
  createdAt: Instant
  readAt: Instant | null
}
