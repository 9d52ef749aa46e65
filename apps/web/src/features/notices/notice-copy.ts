import type { NotificationDto, NotificationKind } from '@foyer/shared/notifications'
import type { DoorState } from '../../ui/door.tsx'
import type { IconName } from '../../ui/icons.tsx'

interface NoticeCopy {
  icon: IconName
  /** What is said while it is still to be done; for notices that ask for something. */
  open?: { door: DoorState; words: string }
}

const NEEDS_YOU = { door: 'needs', words: 'Needs you' } as const
const NO_LINK = { door: 'failed', words: 'No link yet' } as const

/** How each kind of notice looks. A new kind does not compile until somebody says it. */
const COPY: Record<NotificationKind, NoticeCopy> = {
  booking_received: { icon: 'bookings', open: { door: 'needs', words: 'Waits for you' } },
  booking_confirmed: { icon: 'check' },
  booking_declined: { icon: 'close' },
  booking_cancelled: { icon: 'close' },
  request_expiring: { icon: 'availability', open: { door: 'needs', words: 'Waits for you' } },
  request_expired: { icon: 'availability' },
  session_moved: { icon: 'calendar' },
  link_ready: { icon: 'integrations' },
  link_changed: { icon: 'integrations' },
  platform_changed: { icon: 'integrations' },
  link_trouble: { icon: 'today', open: NO_LINK },
  changed_by_hand: { icon: 'calendar', open: NEEDS_YOU },
  connection_lost: { icon: 'integrations', open: NEEDS_YOU },
  links_missing: { icon: 'today', open: NO_LINK },
  setup_trouble: { icon: 'services', open: NEEDS_YOU },
}

export const noticeIcon = ({ kind }: Pick<NotificationDto, 'kind'>): IconName => COPY[kind].icon

/** What a notice still asks for; null where it asks for nothing any more. */
export function noticeAsks({ kind, state }: Pick<NotificationDto, 'kind' | 'state'>): NoticeCopy['open'] | null {
  return state === 'open' ? (COPY[kind].open ?? null) : null
}
