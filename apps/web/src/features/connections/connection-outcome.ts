import type { ConnectionDto } from '@foyer/shared/connections'
import { ERRORS, type ErrorCode } from '@foyer/shared/errors'
import { PLATFORM_NAMES, PLATFORMS, type Platform } from '@foyer/shared/platforms'
import type { Tone } from '../../ui/status.tsx'

/** What the way back from a platform's consent page leaves in the address. */
export interface OutcomeSearch {
  connected?: string | undefined
  /** How many sessions were put back to work by it. */
  repaired?: string | undefined
  connection_problem?: string | undefined
}

export interface ConnectionOutcome {
  tone: Tone
  title: string
  text?: string | undefined
}

type Problem = ErrorCode | 'missing_permission'

const SENTENCES: Partial<Record<Problem, Omit<ConnectionOutcome, 'tone'>>> = {
  missing_permission: {
    title: 'A permission was left unticked',
    text: 'Without it links cannot be made. Connect again and leave every box ticked.',
  },
  connection_denied: { title: 'You cancelled. Nothing changed.', text: 'Connect again whenever you like.' },
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
  const { connected: _connected, connection_problem: _problem, repaired: _repaired, ...rest } = search
  return rest
}

/** What to say after coming back; null when the reader comes from elsewhere. */
export function connectionOutcome(
  search: OutcomeSearch,
  connections: readonly ConnectionDto[],
): ConnectionOutcome | null {
  const platform = PLATFORMS.find((name) => name === search.connected)
  if (platform) return connectedTo(platform, repairedBy(search, platform, connections))
  const problem = search.connection_problem
  if (!problem) return null
  const known = Object.keys(ERRORS).find((code): code is ErrorCode => code === problem)
  const sentence = problem === 'missing_permission' ? SENTENCES.missing_permission : known && SENTENCES[known]
  const fallback = { title: 'Connecting did not work. Nothing changed.', text: 'Start again here.' }
  return { tone: 'amber', ...(sentence ?? fallback) }
}

/** What the answer says, else what still waits: by the time the page is read, some may have their link already. */
function repairedBy({ repaired }: OutcomeSearch, platform: Platform, connections: readonly ConnectionDto[]): number {
  if (repaired && /^\d{1,4}$/.test(repaired)) return Number(repaired)
  return connections.find((connection) => connection.platform === platform)?.sessionsAffected ?? 0
}

function connectedTo(platform: Platform, waiting: number): ConnectionOutcome {
  const title = `${PLATFORM_NAMES[platform]} is connected.`
  if (waiting === 0) return { tone: 'pine', title, text: 'Every new online session gets its link by itself.' }
  const links = waiting === 1 ? '1 session gets its link now.' : `${waiting} sessions get their links now.`
  return { tone: 'pine', title: `${title} ${links}` }
}
