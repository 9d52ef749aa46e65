import { type ConnectionDto, type ConnectionStatus, meetingsLeaving } from '@foyer/shared/connections'
import { PLATFORM_COMPANIES, PLATFORM_NAMES, type Platform } from '@foyer/shared/platforms'
import type { Reader } from '../../lib/intl.ts'
import { formatRelative } from '../../lib/relative.ts'
import { formatDayShort } from '../../lib/time.ts'
import type { DoorState } from '../../ui/door.tsx'
import { spokenResumption } from './resumption.ts'

/** What the main button of a connection says; both lead to the platform's consent page. */
export type ConnectVerb = 'Connect' | 'Reconnect'

/** One connection in words: the state in two or three, then cause, date and account, then what can be done. */
export interface ConnectionCopy {
  door: DoorState
  status: string
  line: string
  verb: ConnectVerb | null
  /** Whether asking the platform now makes sense. */
  canTest: boolean
  canDisconnect: boolean
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
  /** What is done with coming links before the permission ends; null when they stay. */
  leaving: string | null
}

const PURPOSE: Record<Platform, string> = {
  google_meet: 'Makes a Meet link for every session, through your Google Calendar.',
  zoom: 'Makes a meeting in your Zoom account for every session.',
  teams: 'For work and school accounts.',
  custom_room: 'An address of your own that never changes.',
}

const NOT_YET = { verb: 'Connect', canTest: false, canDisconnect: false } as const
const BROKEN = { verb: 'Reconnect', canTest: false, canDisconnect: true } as const
const IN_USE = { verb: null, canTest: true, canDisconnect: true } as const

/** Every state a connection can be in. A new state does not compile until somebody says it in words. */
const COPY: Record<ConnectionStatus, (facts: Facts) => ConnectionCopy> = {
  not_connected: ({ platform }) => ({
    door: 'none',
    status: 'Not connected',
    line: PURPOSE[platform],
    ...NOT_YET,
  }),
  connecting: ({ company }) => ({
    door: 'preparing',
    status: `Waiting for ${company}`,
    line: `Finish at ${company}, within ten minutes. Nothing changes until then.`,
    ...NOT_YET,
  }),
  connect_denied: ({ company }) => ({
    door: 'none',
    status: 'Not connected',
    line: `You cancelled at ${company}. Nothing changed.`,
    ...NOT_YET,
  }),
  connect_wrong_account: ({ company, account }) => ({
    door: 'needs',
    status: 'Another account',
    line: `${account}you signed in at ${company} as somebody else. Nothing changed.`,
    ...BROKEN,
  }),
  missing_permission: ({ company, account }) => ({
    door: 'needs',
    status: 'Permission missing',
    line: `${account}a permission was left unticked at ${company}, so links cannot be made.`,
    ...BROKEN,
  }),
  connected: ({ account, checked }) => ({
    door: 'ready',
    status: 'Connected',
    line: `${account}${checked}`,
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
  rate_limited: ({ account, company, resumes }) => ({
    door: 'preparing',
    status: 'Limit reached',
    line: `${account}${company} takes no more for now. ${resumes ? `Resumes ${resumes}.` : 'What waits is made as soon as it does.'}`,
    ...IN_USE,
  }),
  expiring: ({ account, company }) => ({
    door: 'needs',
    status: 'Ends soon',
    line: `${account}the permission at ${company} ends soon. Reconnect now and no link is missed.`,
    ...IN_USE,
    verb: 'Reconnect',
  }),
  expired: ({ account, since }) => ({
    door: 'needs',
    status: 'Needs you',
    line: `${account}permission ended${since}`,
    ...BROKEN,
  }),
  revoked: ({ account, company, since }) => ({
    door: 'needs',
    status: 'Needs you',
    line: `${account}${company} stopped accepting our permission${since}`,
    ...BROKEN,
  }),
  blocked_by_admin: ({ account, company }) => ({
    door: 'needs',
    status: 'Needs your admin',
    line: `${account}your organisation has to allow Foyer at ${company}. Ask its administrator, then reconnect.`,
    ...BROKEN,
  }),
  disconnecting: ({ account, company, leaving }) => ({
    door: 'preparing',
    status: 'Disconnecting',
    line: `${account}ending the permission at ${company}. ${leaving ?? 'Links that are made stay.'}`,
    // Connecting again ends the removal of what is still there.
    verb: leaving ? 'Reconnect' : null,
    canTest: false,
    canDisconnect: false,
  }),
}

const NOT_SET_UP: ConnectionCopy = {
  door: 'none',
  status: 'Not set up here yet',
  line: 'You can connect it as soon as it is set up.',
  verb: null,
  canTest: false,
  canDisconnect: false,
}

/** A connection in words, on the reader's calendar. */
export function connectionCopy(connection: ConnectionDto, now: Date, reader: Reader): ConnectionCopy {
  const { platform, status, accountEmail, checkedAt, statusChangedAt, available } = connection
  if (!available) return NOT_SET_UP
  const copy = COPY[status]({
    platform,
    company: PLATFORM_COMPANIES[platform],
    account: accountEmail ? `${accountEmail} · ` : '',
    checked: checkedAt ? `checked ${agoOf(checkedAt, now, reader)}` : 'not checked yet',
    resumes: spokenResumption(connection, now, reader),
    leaving: leavingLinks(connection),
    since: statusChangedAt ? ` on ${formatDayShort(statusChangedAt, now, reader)}` : '',
  })
  // An address keeps its small letter; without one the line begins the sentence.
  return accountEmail ? copy : { ...copy, line: copy.line.charAt(0).toUpperCase() + copy.line.slice(1) }
}

function leavingLinks(connection: ConnectionDto): string | null {
  const leaving = meetingsLeaving(connection)
  if (!leaving) return null
  return leaving.to ? `Coming links move to ${PLATFORM_NAMES[leaving.to]} first.` : 'Coming links are removed first.'
}

function agoOf(at: string, now: Date, reader: Reader): string {
  const ago = formatRelative(at, now, reader)
  return ago === 'now' ? 'just now' : (ago ?? `on ${formatDayShort(at, now, reader)}`)
}
