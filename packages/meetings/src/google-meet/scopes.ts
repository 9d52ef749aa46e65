import type { PlatformPermission } from '@foyer/shared/connections'

const PREFIX = 'https://www.googleapis.com/auth/'

export const CALENDAR_SCOPE = `${PREFIX}calendar.events.owned`

/** The least that lets us make, change and remove events on the provider's own calendar, and name the account. */
export const REQUIRED_SCOPES = ['openid', 'email', CALENDAR_SCOPE] as const

/** Scopes that do in place of a required one: Google's other spelling of it, or a broader scope. */
const SATISFIED_BY: Record<(typeof REQUIRED_SCOPES)[number], readonly string[]> = {
  openid: ['openid'],
  email: ['email', `${PREFIX}userinfo.email`],
  [CALENDAR_SCOPE]: [CALENDAR_SCOPE, `${PREFIX}calendar.events`, `${PREFIX}calendar`],
}

/** The required scopes that a grant lacks. The order and the spelling of what was granted are not promised by Google. */
export function missingScopes(granted: readonly string[]): string[] {
  return REQUIRED_SCOPES.filter((scope) => !SATISFIED_BY[scope].some((name) => granted.includes(name)))
}

/** What is asked for with consent of its own, each with the scopes that do in its place. */
const OPTIONAL = {
  busy_times: [
    `${PREFIX}calendar.freebusy`,
    `${PREFIX}calendar.events.freebusy`,
    `${PREFIX}calendar.readonly`,
    `${PREFIX}calendar`,
  ],
  room_settings: [`${PREFIX}meetings.space.settings`],
} as const satisfies Record<PlatformPermission, readonly string[]>

export const OPTIONAL_PERMISSIONS: readonly PlatformPermission[] = ['busy_times', 'room_settings']

/** The optional permissions that a grant holds. */
export function grantedPermissions(granted: readonly string[]): PlatformPermission[] {
  return OPTIONAL_PERMISSIONS.filter((permission) => OPTIONAL[permission].some((scope) => granted.includes(scope)))
}

/** The least that gives these permissions; nothing for one that Google does not have. */
export function optionalScopes(permissions: readonly PlatformPermission[]): string[] {
  return OPTIONAL_PERMISSIONS.filter((permission) => permissions.includes(permission)).map(
    (permission) => OPTIONAL[permission][0],
  )
}
