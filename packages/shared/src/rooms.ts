import { LONGEST_LINK } from './links.ts'

/**
 * How sessions get their address in a room of the provider's own: the same one for all, one with a part that is different
 * for each, or one that is made up on a server which opens a room under any name.
 */
export const ROOM_KINDS = ['fixed', 'template', 'generated'] as const
export type RoomKind = (typeof ROOM_KINDS)[number]

/** A room whose address was read by `readRoom`. */
export interface Room {
  kind: RoomKind
  /** `fixed`: the link. `template`: the link with `{session}` in it. `generated`: the server, without a slash at its end. */
  address: string
}

/** What stands in a template for the part that every session has of its own. */
export const SESSION_VARIABLE = '{session}'

/** The public server that people know from Jitsi Meet. */
export const DEFAULT_ROOM_SERVER = 'https://meet.jit.si'

/** How long the part of one session is, in characters; each stands for five random bits. */
export const SESSION_PART_LENGTH = 26

/** Letters and digits that stay as they are in every part of an address, also on servers that write names in small letters. */
export const SESSION_PART_LETTERS = 'abcdefghijklmnopqrstuvwxyz234567'

/** The link of one session; `part` is what it has of its own. */
export function roomLink({ kind, address }: Room, part: string): string {
  switch (kind) {
    case 'fixed':
      return address
    case 'template':
      return address.replaceAll(SESSION_VARIABLE, part)
    case 'generated':
      return `${address}/session-${part}`
  }
}

/** The host of a room's address, e.g. `whereby.com`. */
export const roomHost = ({ address }: Room): string => new URL(address.replaceAll(SESSION_VARIABLE, 'session')).host

/** A room's address as people say it: "whereby.com/ana". */
export const spokenRoom = ({ address }: Room): string => address.replace(/^https:\/\//, '').replace(/\/$/, '')

type RoomReading = { room: Room } | { problem: string }

const EXAMPLES: Record<RoomKind, string> = {
  fixed: 'Give the address of your room, such as https://whereby.com/your-name.',
  template: `Give the address with ${SESSION_VARIABLE} in it, such as https://meet.example.org/${SESSION_VARIABLE}.`,
  generated: `Give the address of the server, such as ${DEFAULT_ROOM_SERVER}.`,
}

/**
 * Reads what a person typed as the address of a room, in the form a browser would open, or says in one sentence what would
 * be right. An address is opened by people, never by us, so all that counts is whether whoever books can open it safely.
 */
export function readRoom(kind: RoomKind, text: string): RoomReading {
  const typed = text.trim().replace(/%7Bsession%7D/gi, SESSION_VARIABLE)
  if (typed === '') return { problem: EXAMPLES[kind] }
  if (typed.length > LONGEST_LINK) return { problem: TOO_LONG }
  const problem = textProblem(kind, typed)
  if (problem) return { problem }
  const mark = markFor(typed)
  const marked = typed.replaceAll(SESSION_VARIABLE, mark)
  if (!URL.canParse(marked)) return { problem: unreadable(typed) }
  const url = new URL(marked)
  const wrong = urlProblem(kind, url, typed, mark)
  if (wrong) return { problem: wrong }
  const address = url.href.replaceAll(mark, SESSION_VARIABLE)
  const room = { kind, address: kind === 'generated' ? address.replace(/\/+$/, '') : address }
  const longest = roomLink(room, 'x'.repeat(SESSION_PART_LENGTH)).length
  return longest > LONGEST_LINK ? { problem: TOO_LONG } : { room }
}

const TOO_LONG = `A link has at most ${LONGEST_LINK} characters. Give a shorter address.`

function textProblem(kind: RoomKind, typed: string): string | null {
  if (/[\p{Cc}\p{Cf}\s\\]/u.test(typed)) return 'Leave out blanks, line breaks and backslashes: an address has none.'
  const hasVariable = typed.includes(SESSION_VARIABLE)
  if (hasVariable && kind !== 'template')
    return `${SESSION_VARIABLE} is only filled in for an address with a part for each session. Choose that, or leave it out.`
  if (/[{}]/.test(typed.replaceAll(SESSION_VARIABLE, '')))
    return kind === 'template'
      ? `Only ${SESSION_VARIABLE}, written like this, is filled in. Leave out other curly brackets.`
      : 'Leave out curly brackets: nothing is filled in here.'
  if (!hasVariable && kind === 'template')
    return `Write ${SESSION_VARIABLE} where every session gets a part of its own, such as https://meet.example.org/${SESSION_VARIABLE}.`
  return null
}

/** Without a scheme most likely only that is missing. */
function unreadable(typed: string): string {
  const guess = `https://${typed.replace(/^\/+/, '')}`
  return /^[\w.-]+\.[a-z]{2,}(?:[:/?#]|$)/i.test(typed.replace(/^\/+/, ''))
    ? `Begin with https://, as in ${guess}`
    : 'This is not an address. One looks like https://whereby.com/your-name.'
}

function urlProblem(kind: RoomKind, url: URL, typed: string, mark: string): string | null {
  if (url.protocol === 'http:')
    return `Only https:// is safe to send people to. Try ${typed.replace(/^http:/i, 'https:')}`
  // "meet.example.org:8443/room" reads as an address whose scheme is a host.
  if (url.protocol !== 'https:')
    return typed.includes('.')
      ? unreadable(typed)
      : 'An address begins with https://, such as https://whereby.com/your-name.'
  if (url.username !== '' || url.password !== '')
    return 'Leave out the name and password before the @: everybody who joins would see them.'
  if (url.host.includes(mark))
    return `${SESSION_VARIABLE} cannot be in the name of the server. Write it behind, such as https://meet.example.org/${SESSION_VARIABLE}.`
  if (kind === 'template' && !`${url.pathname}${url.search}${url.hash}`.includes(mark))
    return `${SESSION_VARIABLE} is lost in this address: “..” takes it away again.`
  if (!isPublicHost(url.hostname))
    return `People outside your network cannot open ${url.hostname}. Give an address that works everywhere.`
  if (kind === 'generated' && url.search + url.hash !== '')
    return 'Leave out what comes after ? or #: the name of each room is put at the end.'
  return null
}

/** A text that a URL leaves as it is, in its host too, and that does not occur in `text`. */
function markFor(text: string): string {
  let mark = 'sessionpart'
  while (text.toLowerCase().includes(mark)) mark += 'x'
  return mark
}

const PRIVATE_HOSTS = [
  /^(?:0|10|127)\./,
  /^169\.254\./,
  /^192\.168\./,
  /^172\.(?:1[6-9]|2\d|3[01])\./,
  /(?:^|\.)(?:localhost|local|internal|lan|home\.arpa)$/,
]

/**
 * Whether a host, as a URL has it, can be reached from everywhere as far as its spelling tells; names are never looked up.
 * One without a dot is known in one network at most, and so is an address of IPv6 in brackets for most people.
 */
function isPublicHost(hostname: string): boolean {
  const name = hostname.replace(/\.$/, '')
  return /[^.]\.[^.]/.test(name) && !PRIVATE_HOSTS.some((pattern) => pattern.test(name))
}
