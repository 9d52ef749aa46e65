import type { Platform } from './platforms.ts'

/** What may stand in braces, and what it becomes. Nothing that a customer wrote, and no notes of anybody. */
export const TEMPLATE_VARIABLES = {
  provider: { meaning: 'Your name' },
  service: { meaning: 'Title of the service', tells: 'what' },
  customer_first_name: { meaning: 'First name of the customer', tells: 'who' },
  customer_initials: { meaning: 'Initials of the customer', tells: 'who' },
  session_number: { meaning: 'Which session of the course it is' },
  number_of_sessions: { meaning: 'Sessions in the course' },
  date: { meaning: 'Date of the session' },
  time: { meaning: 'Start of the session' },
  duration: { meaning: 'Length in minutes' },
  session_link: { meaning: 'The session’s page, to move or cancel', isLink: true },
  join_link: { meaning: 'The way into the room', isLink: true },
} as const satisfies Record<string, VariableFacts>

interface VariableFacts {
  meaning: string
  /** What it gives away to whoever sees it: who comes, or what for. */
  tells?: 'who' | 'what'
  isLink?: true
}

export type TemplateVariable = keyof typeof TEMPLATE_VARIABLES
export type TemplateValues = Record<TemplateVariable, string>

// `Object.keys` forgets which keys a record has.
export const VARIABLE_NAMES = Object.keys(TEMPLATE_VARIABLES) as TemplateVariable[]

const factsOf = (variable: TemplateVariable): VariableFacts => TEMPLATE_VARIABLES[variable]

export const TEMPLATE_FIELDS = ['title', 'description', 'agenda'] as const
export type TemplateField = (typeof TEMPLATE_FIELDS)[number]

/** What rooms are called and say at the platform; an absent or empty title is the neutral one, other fields stay empty. */
export type MeetingTemplate = { [field in TemplateField]?: string | undefined }

/** Says nothing of who comes or what for: titles show in calendars, on lock screens and in a platform's own mails. */
export const NEUTRAL_TITLE = 'Session with {provider}'

/** The longest texts that are taken, in characters. */
export const TEMPLATE_LENGTHS: Record<TemplateField, number> = { title: 120, description: 1000, agenda: 500 }

/** How much of a title and of a text a platform takes; null: it shows none. */
export interface RoomTexts {
  title: number | null
  text: number | null
}

const ROOM_TEXTS: Partial<Record<Platform, RoomTexts>> = {
  google_meet: { title: 300, text: 8000 },
  // Of 2000 characters, because our own mark stands above the text.
  zoom: { title: 200, text: 1900 },
  teams: { title: 255, text: null },
  custom_room: { title: null, text: null },
}

/** What the platform takes; of one that nobody has looked up, what is safe anywhere. */
export const roomTextsOf = (platform: Platform): RoomTexts => ROOM_TEXTS[platform] ?? { title: 200, text: 1900 }

const VARIABLE = /\{([^{}]*)\}/g

/** The known variables of a text, each once. */
export function variablesIn(text: string): TemplateVariable[] {
  const names = [...text.matchAll(VARIABLE)].map(([, name = '']) => name)
  return VARIABLE_NAMES.filter((variable) => names.includes(variable))
}

/** What a template gives away to whoever sees the room's name or text: who comes, what for (the service's title). */
export const templateTells = (template: MeetingTemplate): Set<'who' | 'what'> =>
  new Set(
    TEMPLATE_FIELDS.flatMap((field) => variablesIn(template[field] ?? '')).flatMap(
      (variable) => factsOf(variable).tells ?? [],
    ),
  )

/** What is wrong with one field of a template, for a session of one person or of several, in words for its provider, or null. */
export function templateProblem(field: TemplateField, text: string, isForSeveral: boolean): string | null {
  const known = VARIABLE_NAMES.filter((variable) => field !== 'title' || !factsOf(variable).isLink)
  const unknown = [...text.matchAll(VARIABLE)]
    .map(([, name = '']) => name)
    .find((name) => !known.some((one) => one === name))
  if (unknown !== undefined) {
    const choice = known.map((variable) => `{${variable}}`).join(', ')
    return `There is no {${unknown}} ${field === 'title' ? 'for a title' : 'to fill in'}. Use ${choice}.`
  }
  if (/[{}]/.test(text.replaceAll(VARIABLE, ''))) return 'Braces only stand around the name of something to fill in.'
  const naming = variablesIn(text).find((variable) => factsOf(variable).tells === 'who')
  if (naming && isForSeveral)
    return `Several people come, and nobody’s name is shown to the others: leave out {${naming}}.`
  return null
}

/** What a template is filled in with; everything as it is at the moment. */
export interface TemplateFacts {
  service: string
  provider: string
  /** Whose session it is; null for several people, and for somebody without an account. */
  customer: string | null
  sessionNumber: number
  numberOfSessions: number
  startsAt: Date
  endsAt: Date
  /** IANA zone. */
  timeZone: string
  sessionLink: string
  joinLink: string
}

/** Stands in for a name that is not known or not to be shown. */
const NOBODY = 'guest'

/** The variables with what they become. */
export function templateValues(facts: TemplateFacts): TemplateValues {
  const words = (facts.customer ?? '').split(/\s+/u).filter((word) => word !== '')
  const initials = words.map((word) => /^\P{M}\p{M}*/u.exec(word)?.[0].toUpperCase() ?? '').slice(0, 3)
  return {
    provider: facts.provider,
    service: facts.service,
    customer_first_name: words[0] ?? NOBODY,
    customer_initials: initials.join('') || NOBODY,
    session_number: String(facts.sessionNumber),
    number_of_sessions: String(facts.numberOfSessions),
    date: spoken(facts, { dateStyle: 'long' }),
    time: spoken(facts, { timeStyle: 'short' }),
    duration: String(Math.round((facts.endsAt.getTime() - facts.startsAt.getTime()) / 60_000)),
    session_link: facts.sessionLink,
    join_link: facts.joinLink,
  }
}

function spoken({ startsAt, timeZone }: TemplateFacts, style: Intl.DateTimeFormatOptions): string {
  try {
    return startsAt.toLocaleString('en-GB', { ...style, timeZone })
  } catch {
    // A zone that came from elsewhere and that this runtime does not know.
    return startsAt.toLocaleString('en-GB', { ...style, timeZone: 'UTC' })
  }
}

/** What the room is called and says. The ways in and to the session's page are always in the text, however long it is. */
export function renderMeetingText(
  template: MeetingTemplate,
  values: TemplateValues,
  { title: titleLength, text: textLength }: RoomTexts,
): { title: string; description: string } {
  const title = oneLine(fill(template.title ?? '', values)) || oneLine(fill(NEUTRAL_TITLE, values))
  const links = [`Join: ${values.join_link}`, `Move or cancel: ${values.session_link}`].join('\n')
  const agenda = fill(template.agenda ?? '', values).trim()
  const own = [fill(template.description ?? '', values).trim(), agenda && `Agenda\n${agenda}`]
    .filter((part) => part !== '')
    .join('\n\n')
  const shown = cut(own, Math.max(0, (textLength ?? SAFE_TEXT) - links.length - 2))
  return { title: cut(title, titleLength ?? SAFE_TITLE), description: shown ? `${shown}\n\n${links}` : links }
}

/** For platforms that show none: the adapter is given one all the same. */
const SAFE_TITLE = 200
const SAFE_TEXT = 1900

/** One pass: a name that looks like a variable stays a name. What is left of braces goes. */
function fill(text: string, values: TemplateValues): string {
  const filled = text.replaceAll(VARIABLE, (_match, name: string) => {
    const variable = VARIABLE_NAMES.find((one) => one === name)
    return variable ? oneLine(values[variable]) : ''
  })
  return filled.replaceAll(/\r\n?/g, '\n').replaceAll(/[{}]|[^\P{Cc}\n]/gu, '')
}

const oneLine = (text: string): string => text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim()

/** No longer than that, and no half of a character at the end. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text
  if (length === 0) return ''
  return `${text
    .slice(0, length - 1)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd()}…`
}
