const PREFIX = 'https://www.googleapis.com/auth/'

/** Short sign-in scopes and the form in which Google names them in its answers. */
const CANONICAL: Record<string, string> = {
  email: `${PREFIX}userinfo.email`,
  profile: `${PREFIX}userinfo.profile`,
}
const SIGN_IN = new Set(['openid', ...Object.values(CANONICAL)])

const MEANINGS: Record<string, string> = {
  openid: 'Associate you with your personal info',
  'userinfo.email': 'See your e-mail address',
  'userinfo.profile': 'See your name and picture',
  calendar: 'See, change, share and delete all calendars you can reach',
  'calendar.readonly': 'See all calendars you can reach',
  'calendar.events': 'See and change events on all your calendars',
  'calendar.events.readonly': 'See events on all your calendars',
  'calendar.events.owned': 'See, create, change and delete events on calendars you own',
  'calendar.events.owned.readonly': 'See events on calendars you own',
  'calendar.freebusy': 'See when you are busy',
  'calendar.events.freebusy': 'See when you are busy on calendars you can reach',
  'meetings.space.settings': 'Change the settings of your Meet rooms',
  'calendar.app.created': 'Make a calendar of its own and change its events',
}

/** The scopes of a space-separated parameter, in Google's own spelling, without doubles. */
export function parseScopes(parameter: string): string[] {
  const scopes = parameter.split(/\s+/).filter((scope) => scope !== '')
  return [...new Set(scopes.map((scope) => CANONICAL[scope] ?? scope))]
}

export function isKnownScope(scope: string): boolean {
  return scope === 'openid' || scope.startsWith(PREFIX)
}

export function isSignInScope(scope: string): boolean {
  return SIGN_IN.has(scope)
}

/**
 * Whether the consent screen shows a box per scope: with two or more scopes beyond sign-in, or with one beside
 * sign-in scopes. Source: Google's guide to granular permissions.
 */
export function hasGranularConsent(scopes: readonly string[]): boolean {
  const beyondSignIn = scopes.filter((scope) => !isSignInScope(scope)).length
  return beyondSignIn > 1 || (beyondSignIn === 1 && scopes.length > 1)
}

export function describeScope(scope: string): string {
  return MEANINGS[scope.replace(PREFIX, '')] ?? scope
}

const calendarScopes = (...names: string[]): readonly string[] => names.map((name) => PREFIX + name)

/** The same for the spaces of the Meet API that a calendar made. */
export const MEET_SCOPES = {
  read: calendarScopes('meetings.space.settings', 'meetings.space.readonly'),
  write: calendarScopes('meetings.space.settings'),
} as const

/** Which scopes let a token use a method; one of them is enough. Source: doc comments of googleapis 188. */
export const METHOD_SCOPES = {
  write: calendarScopes('calendar', 'calendar.events', 'calendar.events.owned', 'calendar.app.created'),
  read: calendarScopes(
    'calendar',
    'calendar.readonly',
    'calendar.events',
    'calendar.events.readonly',
    'calendar.events.owned',
    'calendar.events.owned.readonly',
    'calendar.events.freebusy',
    'calendar.app.created',
  ),
  freeBusy: calendarScopes('calendar', 'calendar.readonly', 'calendar.freebusy', 'calendar.events.freebusy'),
} as const
