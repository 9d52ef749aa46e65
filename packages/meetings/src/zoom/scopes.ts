/** The least that lets us make, find, change and remove meetings of the provider's own, and name the account. */
export const REQUIRED_SCOPES = [
  'user:read:user',
  'meeting:write:meeting',
  'meeting:read:meeting',
  'meeting:update:meeting',
  'meeting:delete:meeting',
  'meeting:read:list_meetings',
] as const

/** What the scopes of apps from before the granular ones allow. */
const CLASSIC_SCOPES: Record<string, string> = {
  'user:read': 'user:read:user',
  'user:write': 'user:read:user',
  'meeting:read': 'meeting:read:',
  'meeting:write': 'meeting:',
}

/** Of an app for a whole account: the same, and for the others in it too. */
const FOR_AN_ACCOUNT = /:(admin|master)$/

/** The required scopes that a grant lacks. What a grant holds is set with the app at Zoom, not asked for by us. */
export function missingScopes(granted: readonly string[]): string[] {
  const held = granted.map((scope) => scope.replace(FOR_AN_ACCOUNT, ''))
  const begins = held.flatMap((scope) => (Object.hasOwn(CLASSIC_SCOPES, scope) ? (CLASSIC_SCOPES[scope] ?? []) : []))
  return REQUIRED_SCOPES.filter((scope) => !held.includes(scope) && !begins.some((start) => scope.startsWith(start)))
}
