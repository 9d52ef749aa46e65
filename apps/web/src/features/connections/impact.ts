import { type ConnectionDto, type ConnectionStatus, connectionIsUsable } from '@foyer/shared/connections'
import { PLATFORM_COMPANIES } from '@foyer/shared/platforms'
import type { Reader } from '../../lib/intl.ts'
import { formatRelative, formatStart } from '../../lib/relative.ts'
import type { Tone } from '../../ui/status.tsx'
import { connectionCopy } from './connection-copy.ts'

/** What waiting sessions mean for the provider: how many, the first when, why, and whether somebody has to act. */
export interface Impact {
  connection: ConnectionDto
  tone: Tone
  title: string
  text: string
  needsProvider: boolean
}

/** A first session this near without a link is no longer a matter for later. */
const SOON_MS = 60 * 60_000

const OVER: readonly ConnectionStatus[] = ['not_connected', 'connect_denied', 'disconnecting', 'connecting']

/** While accounts are switched nothing is asked of anybody: the links come by themselves. */
const needsProvider = ({ status, available, otherAccount }: ConnectionDto) =>
  available && !connectionIsUsable(status) && otherAccount?.step !== 'switching'

/** The connections whose sessions wait: those that need the provider first, then by the first start. */
export function listImpacts(connections: readonly ConnectionDto[], now: Date, reader: Reader): Impact[] {
  return connections
    .filter(({ available, sessionsAffected, otherAccount }) => {
      return available && sessionsAffected > 0 && otherAccount?.step !== 'switching'
    })
    .toSorted((a, b) => urgency(a).localeCompare(urgency(b)))
    .map((connection) => toImpact(connection, now, reader))
}

const urgency = (connection: ConnectionDto) =>
  `${needsProvider(connection) ? 0 : 1} ${connection.firstAffectedAt ?? '9999'}`

function toImpact(connection: ConnectionDto, now: Date, reader: Reader): Impact {
  const { platform, sessionsAffected: count } = connection
  const company = PLATFORM_COMPANIES[platform]
  const first = firstOf(connection, now, reader)
  if (!needsProvider(connection)) {
    return {
      connection,
      tone: 'sky',
      title: `${sessions(count)} ${count === 1 ? 'waits' : 'wait'} for ${count === 1 ? 'its' : 'their'} link${first}`,
      text: connection.resumesAt
        ? `${causeOf(connection, now, reader)} What waits is made by itself.`
        : `${platform === 'custom_room' ? 'Your own room is set up' : `${company} is connected`}. Each session says why its link waits and when Foyer asks again.`,
      needsProvider: false,
    }
  }
  return {
    connection,
    tone: isSoon(connection, now) ? 'brick' : 'amber',
    title: `${sessions(count)} ${count === 1 ? 'needs' : 'need'} ${platform === 'custom_room' ? 'your own room' : company}${first}`,
    text: `${causeOf(connection, now, reader)} ${cureOf(connection, count)}`,
    needsProvider: true,
  }
}

/**
 * The impact on the card itself: "7 sessions wait for a link, the first in 3 hours". Where some of them wait for somebody
 * although the connection works, they are told apart from those whose link comes by itself.
 */
export function waitingFact(connection: ConnectionDto, now: Date, reader: Reader): string | undefined {
  const { sessionsAffected: count, sessionsBlocked: blocked } = connection
  if (count === 0) return undefined
  if (blocked > 0 && blocked < count)
    return `${sessions(blocked)} ${blocked === 1 ? 'needs' : 'need'} a link, ${count - blocked} on the way`
  return `${sessions(count)} ${count === 1 ? 'waits' : 'wait'} for a link${firstOf(connection, now, reader)}`
}

const isSoon = ({ firstAffectedAt }: ConnectionDto, now: Date) =>
  firstAffectedAt !== null && Date.parse(firstAffectedAt) - now.getTime() < SOON_MS

function firstOf({ firstAffectedAt, sessionsAffected }: ConnectionDto, now: Date, reader: Reader): string {
  if (!firstAffectedAt) return ''
  const when = Date.parse(firstAffectedAt) <= now.getTime() ? 'now' : whenOf(firstAffectedAt, now, reader)
  return sessionsAffected === 1 ? `, ${when}` : `, the first ${when}`
}

const whenOf = (at: string, now: Date, reader: Reader) =>
  formatRelative(at, now, reader) ?? `on ${formatStart(at, now, reader)}`

function causeOf(connection: ConnectionDto, now: Date, reader: Reader): string {
  const company = PLATFORM_COMPANIES[connection.platform]
  if (connection.platform === 'custom_room' && OVER.includes(connection.status)) return 'It is not set up.'
  if (OVER.includes(connection.status)) return `${company} is not connected.`
  const line = connectionCopy({ ...connection, accountEmail: null, connectingUntil: null }, now, reader).line
  return line.endsWith('.') ? line : `${line}.`
}

function cureOf({ platform, status }: ConnectionDto, count: number): string {
  const connecting = platform === 'custom_room' ? 'Setting it up' : 'Connecting'
  const does = OVER.includes(status) ? `${connecting} makes` : 'Reconnecting repairs'
  if (count === 1) return `${does} ${OVER.includes(status) ? 'its link' : 'it'} by itself.`
  return `${does} ${count === 2 ? 'both' : `all ${inWords(count)}`}${OVER.includes(status) ? ' links' : ''} by itself.`
}

const sessions = (count: number) => (count === 1 ? '1 session' : `${count} sessions`)

const WORDS = ['three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']

function inWords(count: number): string {
  return WORDS[count - 3] ?? String(count)
}

/** The mark beside Integrations: brick if a session is near and has no link, amber if a connection needs the provider. */
export function integrationsDot(connections: readonly ConnectionDto[], now: Date): 'amber' | 'brick' | undefined {
  const waiting = connections.filter(
    (connection) => needsProvider(connection) && (connection.sessionsAffected > 0 || !OVER.includes(connection.status)),
  )
  if (waiting.some((connection) => connection.sessionsAffected > 0 && isSoon(connection, now))) return 'brick'
  const asks = connections.some(
    ({ status, available, otherAccount }) => available && (status === 'expiring' || otherAccount?.step === 'offered'),
  )
  return waiting.length > 0 || asks ? 'amber' : undefined
}
