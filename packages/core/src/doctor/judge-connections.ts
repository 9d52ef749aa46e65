import { type ConnectionStatus, connectionIsUsable } from '@foyer/shared/connections'
import type { Finding } from '@foyer/shared/doctor'
import { PLATFORM_COMPANIES, PLATFORM_NAMES, type Platform } from '@foyer/shared/platforms'
import type { Seal } from '../security/keyring.ts'
import { clockOf, distanceOf, finding, plural } from './words.ts'

/** A connection, what waits for it, and how its secret is; never the secret. */
export interface ConnectionFacts {
  /** E-mail. */
  provider: string
  platform: Platform
  status: ConnectionStatus
  /** A code. */
  reason: string | null
  since: Date
  sessionsAffected: number
  firstAffectedAt: Date | null
  secret: {
    accessTokenExpiresAt: Date
    refreshLeaseUntil: Date | null
    hasRefreshToken: boolean
    seals: Seal[]
  } | null
}

/** Longer than taking a permission back is tried. */
const DISCONNECTING_MS = 3_600_000

type Verdict = Pick<Finding, 'severity' | 'who' | 'what' | 'nextStep'>

/** One finding for each connection that is not well; those that are get one each when `isDetailed`, else one together. */
export function judgeConnections(
  connections: ConnectionFacts[],
  { now, isDetailed }: { now: Date; isDetailed: boolean },
): Finding[] {
  const found = connections.map((connection) => judgeConnection(connection, now))
  if (found.length === 0) return [finding({ area: 'connections', what: 'No platform was ever connected.' })]
  if (isDetailed) return found
  const troubled = found.filter(({ severity }) => severity !== 'ok')
  const well = found.length - troubled.length
  const together = finding({ area: 'connections', what: `${plural(well, 'connection')} without any trouble.` })
  return well > 0 ? [...troubled, together] : troubled
}

function judgeConnection(connection: ConnectionFacts, now: Date): Finding {
  const { provider, platform, status, reason, since } = connection
  const verdict = judgeStatus(connection, now)
  const state = `${status}${reason ? ` (${reason})` : ''} since ${clockOf(since)}`
  const what = [`${PLATFORM_NAMES[platform]} of ${provider}: ${state}.`, verdict.what, waitingFor(connection, now)]
  return finding({ area: 'connections', provider, ...verdict, what: what.filter(Boolean).join(' ') })
}

function waitingFor({ sessionsAffected, firstAffectedAt }: ConnectionFacts, now: Date): string {
  if (!firstAffectedAt) return 'No session waits for it.'
  return `${plural(sessionsAffected, 'session')} without a link, the first ${distanceOf(firstAffectedAt, now)}.`
}

function judgeStatus(connection: ConnectionFacts, now: Date): Verdict {
  const { status, platform, sessionsAffected, since } = connection
  const company = PLATFORM_COMPANIES[platform]
  const reconnect = `${platform === 'custom_room' ? 'Set the room' : `Connect ${PLATFORM_NAMES[platform]}`} again on the integrations page; missing links are then made by themselves.`
  if (status === 'connecting' || (status === 'not_connected' && sessionsAffected === 0))
    return { severity: 'ok', who: 'provider', what: '', nextStep: null }
  if (status === 'disconnecting') {
    const isStuck = now.getTime() - since.getTime() > DISCONNECTING_MS
    if (!isStuck) return { severity: 'ok', who: 'foyer', what: '', nextStep: null }
    const nextStep = `See that the worker runs; the permission can also be removed in the account at ${company}.`
    return {
      severity: 'problem',
      who: 'operator',
      what: 'Taking the permission back does not come to an end.',
      nextStep,
    }
  }
  if (!connectionIsUsable(status)) {
    const severity = sessionsAffected > 0 || connection.secret ? 'problem' : 'warning'
    if (status === 'cannot_host') {
      const nextStep = `Connect an account at ${company} that can hold meetings, or use another platform.`
      return { severity, who: 'provider', what: 'The account cannot hold meetings.', nextStep }
    }
    if (status !== 'blocked_by_admin') return { severity, who: 'provider', what: '', nextStep: reconnect }
    const nextStep = `Ask whoever administers the account at ${company} to allow Foyer, then connect again.`
    return { severity, who: 'provider', what: '', nextStep }
  }
  return judgeSecret(connection, reconnect, now)
}

function judgeSecret({ status, secret, platform }: ConnectionFacts, reconnect: string, now: Date): Verdict {
  const problem = (who: Finding['who'], what: string, nextStep: string): Verdict => ({
    severity: 'problem',
    who,
    what,
    nextStep,
  })
  if (!secret?.hasRefreshToken)
    return problem('provider', 'There is nothing stored that could renew its permission.', reconnect)
  const unknown = secret.seals.find(({ state }) => state === 'unknown_key')
  if (unknown)
    return problem(
      'operator',
      `Its stored secret is under the key "${unknown.keyId}", which is not among ENCRYPTION_KEYS.`,
      `Put the key "${unknown.keyId}" back behind the first one. If it is lost, the provider has to connect again.`,
    )
  if (secret.seals.some(({ state }) => state === 'broken'))
    return problem('provider', 'Its stored secret cannot be opened: it was changed, or its key was.', reconnect)
  const what =
    platform === 'custom_room'
      ? 'It does not run out.'
      : `${describeToken(secret.accessTokenExpiresAt, now)} ${describeLease(secret.refreshLeaseUntil, now)}`
  if (status === 'connected') return { severity: 'ok', who: 'foyer', what, nextStep: null }
  if (status === 'expiring') return { severity: 'warning', who: 'provider', what, nextStep: reconnect }
  const nextStep = `Nothing to do: Foyer asks ${PLATFORM_COMPANIES[platform]} again by itself.`
  return { severity: 'warning', who: 'foyer', what, nextStep }
}

const describeToken = (expiresAt: Date, now: Date) =>
  expiresAt > now
    ? `The access token is good until ${clockOf(expiresAt)}.`
    : `The access token ran out ${distanceOf(expiresAt, now)} and is renewed at its next use.`

function describeLease(until: Date | null, now: Date): string {
  if (!until) return 'Nobody renews it at the moment.'
  return until > now ? 'It is being renewed right now.' : 'A renewal was cut off; the next one takes over.'
}
