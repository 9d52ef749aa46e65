import {
  ACCOUNT_CLOSED,
  type ConnectionDto,
  type ConnectionStatus,
  connectionIsUsable,
  DAILY_LIMIT,
  meetingsLeaving,
  PERMISSION_TAKEN_BACK,
} from '@foyer/shared/connections'
import { PLATFORM_COMPANIES, PLATFORM_NAMES, type Platform } from '@foyer/shared/platforms'
import type { Reader } from '../../lib/intl.ts'
import { formatRelative } from '../../lib/relative.ts'
import { formatClock, formatDayShort } from '../../lib/time.ts'
import type { DoorState } from '../../ui/door.tsx'
import { roomConnectionCopy } from '../rooms/room-copy.ts'
import { spokenResumption } from './resumption.ts'

/** What the main button of a connection says; all lead to the platform's consent page. */
export type ConnectVerb =
  | 'Connect'
  | 'Reconnect'
  | 'Try again'
  | 'Grant permission'
  | 'Renew now'
  | 'Set up'
  | 'Set up again'
  | 'Use another account'
  | `Open ${string} again`

/** One connection in words: the state in two or three, then cause, date and account, then what can be done. */
export interface ConnectionCopy {
  door: DoorState
  status: string
  line: string
  verb: ConnectVerb | null
  /** Whether asking the platform now makes sense. */
  canTest: boolean
  canDisconnect: boolean
  /** A consent page is open elsewhere, and waiting for it can be given up. */
  canCancel: boolean
}

interface Facts {
  company: string
  platform: Platform
  /** "ana@ribeiro.pt · ", or nothing where no account is known. */
  account: string
  /** "checked 4 minutes ago" */
  checked: string
  /** " on Wed 18 Nov", or nothing where no date is known. */
  since: string
  /** "at 14:02:10", or null where no time is known. */
  resumes: string | null
  /** "01:00" */
  resumesClock: string | null
  /** What is done with coming links before the permission ends; null when they stay. */
  leaving: string | null
  /** The account that takes over once the links in the old one are gone. */
  switchingTo: string | null
  /** " · 12/100 Zoom meetings today", or nothing where nothing is counted. */
  writes: string
  /** "on Tue 24 Nov, in 3 days", for a permission with an end. */
  ends: string
  /** A code. */
  reason: string | null
}

/** What connecting is good for, where more can be said of it than of any platform. */
const PURPOSE: Partial<Record<Platform, string>> = {
  google_meet: 'Makes a Meet link for every session, through your Google Calendar.',
  zoom: 'Makes a meeting in your Zoom account for every session.',
  teams: 'For work and school accounts.',
}

/** What an account needs that is to hold meetings. */
const HOSTS: Partial<Record<Platform, string>> = {
  teams: 'a work or school account with Teams',
  zoom: 'a Zoom account with a licence for meetings',
}

const NOT_YET = { verb: 'Connect', canTest: false, canDisconnect: false, canCancel: false } as const
const BROKEN = { verb: 'Reconnect', canTest: false, canDisconnect: true, canCancel: false } as const
const IN_USE = { verb: null, canTest: true, canDisconnect: true, canCancel: false } as const

/** Every state a connection can be in. A new state does not compile until somebody says it in words. */
const COPY: Record<ConnectionStatus, (facts: Facts) => ConnectionCopy> = {
  not_connected: ({ platform }) => ({
    door: 'none',
    status: 'Not connected',
    line: PURPOSE[platform] ?? `Makes a ${PLATFORM_NAMES[platform]} link for every session.`,
    ...NOT_YET,
  }),
  connecting: ({ company }) => ({
    door: 'preparing',
    status: `Waiting for ${company}`,
    line: `Finish in the window of ${company}. Nothing changes until then.`,
    ...NOT_YET,
  }),
  connect_denied: ({ company }) => ({
    door: 'none',
    status: 'Not connected',
    line: `You cancelled at ${company}. Nothing changed.`,
    ...NOT_YET,
    verb: 'Try again',
  }),
  connect_wrong_account: ({ company, account }) => ({
    door: 'needs',
    status: 'Another account',
    line: `${account}you signed in at ${company} as somebody else. Nothing changed.`,
    ...BROKEN,
  }),
  missing_permission: ({ company, account, since }) => ({
    door: 'needs',
    status: 'Permission missing',
    line: `${account}a permission was left unticked at ${company}${since}, so links cannot be made.`,
    ...BROKEN,
    verb: 'Grant permission',
  }),
  connected: ({ account, checked, writes }) => ({
    door: 'ready',
    status: 'Connected',
    line: `${account}${checked}${writes}`,
    ...IN_USE,
  }),
  checking: ({ account, company }) => ({
    door: 'preparing',
    status: 'Checking',
    line: `${account}asking ${company} now`,
    ...IN_USE,
    canTest: false,
  }),
  degraded: ({ account, company, resumes }) => ({
    door: 'preparing',
    status: `${company} is slow`,
    line: `${account}${company} does not answer well. ${resumes ? `Asked again ${resumes}.` : 'What waits is tried again by itself.'}`,
    ...IN_USE,
  }),
  rate_limited: ({ account, company, resumes, resumesClock, reason }) => ({
    door: 'preparing',
    status: 'Limit reached',
    line:
      reason === DAILY_LIMIT && resumesClock
        ? `${account}${company}’s daily limit reached. Resumes ${resumesClock} your time.`
        : `${account}${company} takes no more for now. ${resumes ? `Resumes ${resumes}.` : 'What waits is made as soon as it does.'}`,
    ...IN_USE,
  }),
  expiring: ({ account, company, ends }) => ({
    door: 'needs',
    status: 'Ends soon',
    line: `${account}the permission at ${company} runs out${ends}. Renew it now and no link is missed.`,
    ...IN_USE,
    verb: 'Renew now',
  }),
  expired: ({ account, company, since }) => ({
    door: 'needs',
    status: 'Needs you',
    line: `${account}the permission at ${company} ran out${since}`,
    ...BROKEN,
  }),
  revoked: ({ account, company, since, reason }) => ({
    door: 'needs',
    status: 'Needs you',
    line: `${account}${whyRevoked(reason, company)}${since}`,
    ...BROKEN,
  }),
  blocked_by_admin: ({ account, company, since, reason }) => ({
    door: 'needs',
    status: 'Needs your admin',
    line:
      reason === 'org_internal'
        ? `${account}this Foyer is only for accounts of its own organisation at ${company}. Ask its administrator, or take another account.`
        : `${account}your organisation stopped Foyer at ${company}${since}. Its administrator has to allow it, then reconnect.`,
    ...BROKEN,
  }),
  cannot_host: ({ account, company, platform }) => ({
    door: 'needs',
    status: 'Cannot host',
    line: `${account}this ${company} account cannot host ${platform === 'teams' ? 'Teams ' : ''}meetings. Use ${HOSTS[platform] ?? 'another account'}, or another platform.`,
    ...BROKEN,
    verb: 'Use another account',
  }),
  disconnecting: ({ account, company, leaving, switchingTo }) => ({
    door: 'preparing',
    status: switchingTo ? 'Switching account' : 'Disconnecting',
    line: switchingTo
      ? `${account}switching to ${switchingTo}. Coming links are removed here first, then made anew there.`
      : `${account}ending the permission at ${company}. ${leaving ?? 'Links that are made stay.'}`,
    // Connecting again ends the removal of what is still there.
    verb: leaving && !switchingTo ? 'Reconnect' : null,
    canTest: false,
    canDisconnect: false,
    canCancel: false,
  }),
}

const NOT_SET_UP: ConnectionCopy = {
  door: 'none',
  status: 'Not set up here yet',
  line: 'You can connect it as soon as it is set up.',
  verb: null,
  canTest: false,
  canDisconnect: false,
  canCancel: false,
}

/** What only the open page knows: the reader has just come back from the consent page with nothing. */
export interface JustNow {
  isDenied: boolean
}

/** A connection in words, on the reader's calendar. What goes on at the consent page is said beside the last state. */
export function connectionCopy(
  connection: ConnectionDto,
  now: Date,
  reader: Reader,
  { isDenied }: JustNow = { isDenied: false },
): ConnectionCopy {
  if (!connection.available) return NOT_SET_UP
  if (connection.platform === 'custom_room') return roomConnectionCopy(connection)
  const { status } = connection
  const copy = lastState(connection, now, reader)
  const company = PLATFORM_COMPANIES[connection.platform]
  const until = connection.connectingUntil
  if (until && Date.parse(until) > now.getTime()) {
    const waits = `Waiting for ${company} until ${formatClock(until, reader)}: finish in its window, or open it again.`
    const line = status === 'connecting' ? waits : `${sentence(copy.line)} ${waits}`
    return { ...copy, line, verb: `Open ${company} again`, canCancel: true }
  }
  if (!isDenied) return copy
  const denied = lastState({ ...connection, status: 'connect_denied', accountEmail: null }, now, reader)
  if (status === 'not_connected' || status === 'connecting') return denied
  return { ...copy, line: `${denied.line} ${copy.line}`, verb: connectionIsUsable(status) ? copy.verb : 'Try again' }
}

const sentence = (line: string) => (line.endsWith('.') ? line : `${line}.`)

function lastState(connection: ConnectionDto, now: Date, reader: Reader): ConnectionCopy {
  const { platform, accountEmail, checkedAt, statusChangedAt, permissionEndsAt, reason } = connection
  // Somebody who gave up waiting, or whose time to answer is over, is where nothing was begun.
  const isOver = connection.status === 'connecting' && !isAhead(connection.connectingUntil, now)
  const status = isOver ? 'not_connected' : connection.status
  const endedAt = status === 'expired' ? (permissionEndsAt ?? statusChangedAt) : statusChangedAt
  const copy = COPY[status]({
    platform,
    company: PLATFORM_COMPANIES[platform],
    account: accountEmail ? `${accountEmail} · ` : '',
    checked: checkedAt ? `checked ${agoOf(checkedAt, now, reader)}` : 'not checked yet',
    resumes: spokenResumption(connection, now, reader),
    resumesClock: connection.resumesAt ? formatClock(connection.resumesAt, reader) : null,
    leaving: leavingLinks(connection),
    writes: writesToday(connection),
    switchingTo: connection.otherAccount?.step === 'switching' ? connection.otherAccount.email : null,
    since: endedAt ? ` on ${formatDayShort(endedAt, now, reader)}` : '',
    ends: permissionEndsAt ? endsOn(permissionEndsAt, now, reader) : ' soon',
    reason,
  })
  // An address keeps its small letter; without one the line begins the sentence.
  return accountEmail ? copy : { ...copy, line: copy.line.charAt(0).toUpperCase() + copy.line.slice(1) }
}

function whyRevoked(reason: string | null, company: string): string {
  if (reason === PERMISSION_TAKEN_BACK) return `you removed Foyer at ${company}`
  if (reason === ACCOUNT_CLOSED) return `${company} locked or deleted this account`
  return `${company} stopped accepting our permission`
}

/** A day on which nothing was made needs no count. */
function writesToday({ writesToday: writes, platform }: ConnectionDto): string {
  return writes && writes.used > 0 ? ` · ${writes.used}/${writes.most} ${PLATFORM_NAMES[platform]} meetings today` : ''
}

function leavingLinks(connection: ConnectionDto): string | null {
  const leaving = meetingsLeaving(connection)
  if (!leaving) return null
  return leaving.to ? `Coming links move to ${PLATFORM_NAMES[leaving.to]} first.` : 'Coming links are removed first.'
}

function endsOn(at: string, now: Date, reader: Reader): string {
  const distance = formatRelative(at, now, reader)
  const day = ` on ${formatDayShort(at, now, reader)}`
  return distance ? `${day}, ${distance}` : day
}

const isAhead = (at: string | null, now: Date) => at !== null && Date.parse(at) > now.getTime()

function agoOf(at: string, now: Date, reader: Reader): string {
  const ago = formatRelative(at, now, reader)
  return ago === 'now' ? 'just now' : (ago ?? `on ${formatDayShort(at, now, reader)}`)
}
