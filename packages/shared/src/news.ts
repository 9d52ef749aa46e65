import type { Platform } from './platforms.ts'

/** Where platforms send what they tell of their own accord, below the address of this installation. */
export const NEWS_PATHS = {
  zoom: '/api/webhooks/zoom',
  google_meet: '/api/webhooks/google-calendar',
  teams: '/api/webhooks/microsoft',
} as const satisfies Partial<Record<Platform, string>>

/** The same for what they tell of accounts, where that comes to an address of its own. */
export const ACCOUNT_NEWS_PATHS = {
  google_meet: '/api/webhooks/google-accounts',
} as const satisfies Partial<Record<Platform, string>>
