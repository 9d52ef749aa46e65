import {
  type ConnectionDto,
  connectionIsUsable,
  PLATFORM_PERMISSIONS,
  type PlatformPermission,
} from '@foyer/shared/connections'
import { ERRORS, type ErrorCode } from '@foyer/shared/errors'
import { PLATFORM_NAMES, PLATFORMS, type Platform } from '@foyer/shared/platforms'
import type { Tone } from '../../ui/status.tsx'
import { PERMISSION_COPY } from './permission-copy.ts'

/** What the way back from a platform's consent page leaves in the address. */
export interface OutcomeSearch {
  connected?: string | undefined
  /** How many sessions were put back to work by it. */
  repaired?: string | undefined
  /** What was allowed besides, and what was asked for and left unticked; names with spaces between. */
  allowed?: string | undefined
  not_allowed?: string | undefined
  connection_problem?: string | undefined
  connection_platform?: string | undefined
}

export interface ConnectionOutcome {
  tone: Tone
  title: string
  text?: string | undefined
  platform?: Platform | undefined
  isConnected?: boolean | undefined
  /** The reader turned back at the consent page. */
  isDenied?: boolean | undefined
  /** Left unticked just now, though asked for. */
  refused?: readonly PlatformPermission[] | undefined
  /** The card of the platform says it, with what to do. */
  onCard?: boolean | undefined
}

const ABOUT_ACCOUNT = ['connection_blocked', 'connection_cannot_host'] as const

type Problem = ErrorCode | 'missing_permission' | 'other_account' | 'switching'

/** Outcomes that are no refusals: something was given, and something is still to be done. */
const HALFWAY = ['missing_permission', 'other_account', 'switching'] as const

const SENTENCES: Partial<Record<Problem, Omit<ConnectionOutcome, 'tone'>>> = {
  missing_permission: {
    title: 'A permission was left unticked',
    text: 'Without it links cannot be made. Connect again and leave every box ticked.',
  },
  other_account: {
    title: 'You signed in with another account',
    text: 'Nothing changed. The integrations page asks which one it is to be.',
    onCard: true,
  },
  switching: {
    title: 'The other account takes over in a moment',
    text: 'The links in the old one are removed first.',
    onCard: true,
  },
  connection_denied: {
    title: 'You cancelled. Nothing changed.',
    text: 'Connect again whenever you like.',
    isDenied: true,
    onCard: true,
  },
  connection_blocked: {
    title: 'Your organisation does not allow this yet',
    text: 'Nothing changed. The integrations page has a message for its administrator.',
    onCard: true,
  },
  connection_cannot_host: {
    title: 'This account cannot hold meetings',
    text: 'Use another account, or another platform. What was connected before stays as it is.',
    onCard: true,
  },
  connection_flow_invalid: {
    title: 'This attempt to connect is no longer valid',
    text: 'It took too long or was begun in another window. Start again here.',
  },
  connection_account_taken: {
    title: 'This account is connected to somebody else here',
    text: 'Choose another account, or ask that person to disconnect it.',
  },
  platform_unavailable: {
    title: 'This platform is not set up here',
    text: 'Whoever runs this Foyer has to look at its settings. Nothing changed.',
  },
  platform_unreachable: { title: 'The platform did not answer', text: 'Nothing changed. Try again in a moment.' },
  sign_in_required: { title: 'You were signed out on the way', text: 'Nothing changed. Start again here.' },
}

/** The search without what the consent page left there. */
export function withoutOutcome<T extends OutcomeSearch>(search: T): Omit<T, keyof OutcomeSearch> {
  const {
    connected: _connected,
    connection_problem: _problem,
    connection_platform: _platform,
    repaired: _repaired,
    allowed: _allowed,
    not_allowed: _notAllowed,
    ...rest
  } = search
  return rest
}

/** What to say after coming back; null when the reader comes from elsewhere. */
export function connectionOutcome(
  search: OutcomeSearch,
  connections: readonly ConnectionDto[],
): ConnectionOutcome | null {
  const connected = PLATFORMS.find((name) => name === search.connected)
  if (connected) {
    const refused = permissionsIn(search.not_allowed)
    const allowed = permissionsIn(search.allowed)
    const waiting = repairedBy(search, connected, connections)
    const [first] = waiting === 0 && refused.length === 0 ? allowed : []
    // Somebody who came back from allowing one thing more had the connection before.
    return { ...connectedTo(connected, waiting), ...(first && PERMISSION_COPY[first].allowed), refused }
  }
  const problem = search.connection_problem
  if (!problem) return null
  const known = Object.keys(ERRORS).find((code): code is ErrorCode => code === problem)
  const halfway = HALFWAY.find((name) => name === problem)
  const sentence = halfway ? SENTENCES[halfway] : known && SENTENCES[known]
  const fallback = { title: 'Connecting did not work. Nothing changed.', text: 'Start again here.' }
  const platform = PLATFORMS.find((name) => name === search.connection_platform)
  const told = { tone: 'amber', platform, ...(sentence ?? fallback) } as const
  // The card of an account that works says nothing of another one that was refused.
  const works = connections.some((one) => one.platform === platform && connectionIsUsable(one.status))
  return works && ABOUT_ACCOUNT.some((code) => code === problem) ? { ...told, onCard: false } : told
}

const permissionsIn = (names = ''): PlatformPermission[] =>
  PLATFORM_PERMISSIONS.filter((permission) => names.split(' ').includes(permission))

/** What the answer says, else what still waits: by the time the page is read, some may have their link already. */
function repairedBy({ repaired }: OutcomeSearch, platform: Platform, connections: readonly ConnectionDto[]): number {
  if (repaired && /^\d{1,4}$/.test(repaired)) return Number(repaired)
  return connections.find((connection) => connection.platform === platform)?.sessionsAffected ?? 0
}

function connectedTo(platform: Platform, waiting: number): ConnectionOutcome {
  const title = `${PLATFORM_NAMES[platform]} is connected.`
  const told = { tone: 'pine', platform, isConnected: true } as const
  if (waiting === 0) return { ...told, title, text: 'Every new online session gets its link by itself.' }
  const links = waiting === 1 ? '1 session gets its link now.' : `${waiting} sessions get their links now.`
  return { ...told, title: `${title} ${links}` }
}
