/** What the product knows of a platform besides its adapter. */
interface PlatformFacts {
  /** The name people know it by. */
  name: string
  /** Whose permission we hold: the company named when an account has to be reconnected. */
  company: string
  /** What this installation's variables begin with, e.g. `ZOOM` for ZOOM_CLIENT_ID; null: it needs none. */
  variables: string | null
  /** The variable with the secret that its notifications are signed with, where they are. */
  webhookSecret?: string
}

/**
 * Where online sessions can meet. A line here and a folder of the same name in packages/meetings, in kebab case, make a
 * new one (docs/adding-a-platform.md). Two platforms of one company may share their variables.
 */
export const PLATFORM_FACTS = {
  google_meet: { name: 'Google Meet', company: 'Google', variables: 'GOOGLE' },
  zoom: { name: 'Zoom', company: 'Zoom', variables: 'ZOOM', webhookSecret: 'ZOOM_WEBHOOK_SECRET' },
  teams: { name: 'Microsoft Teams', company: 'Microsoft', variables: 'MICROSOFT' },
  custom_room: { name: 'Own room', company: 'the room', variables: null },
} as const satisfies Record<string, PlatformFacts>

export type Platform = keyof typeof PLATFORM_FACTS

/** All of them, in the order in which they are shown. */
export const PLATFORMS = namesOf(PLATFORM_FACTS)

/** The name people know a platform by. */
export const PLATFORM_NAMES = pick('name')

/** Whose permission we hold: the company named when an account has to be reconnected. */
export const PLATFORM_COMPANIES = pick('company')

/** What the variables of this installation begin with, each company's once. */
export type VariablePrefix = NonNullable<(typeof PLATFORM_FACTS)[Platform]['variables']>

export const VARIABLE_PREFIXES: readonly VariablePrefix[] = [
  ...new Set(PLATFORMS.flatMap((platform) => PLATFORM_FACTS[platform].variables ?? [])),
]

/** The variables that hold what notifications are signed with. */
export type WebhookVariable = Extract<(typeof PLATFORM_FACTS)[Platform], { webhookSecret: string }>['webhookSecret']

// `Object.keys` forgets which keys a record has, and that this one has some.
function namesOf<Name extends string>(facts: Record<Name, PlatformFacts>): readonly [Name, ...Name[]] {
  return Object.keys(facts) as [Name, ...Name[]]
}

// `Object.fromEntries` forgets which keys it was given.
function pick(fact: 'name' | 'company'): Record<Platform, string> {
  return Object.fromEntries(PLATFORMS.map((platform) => [platform, PLATFORM_FACTS[platform][fact]])) as Record<
    Platform,
    string
  >
}
