import type { ConnectionDto } from '@foyer/shared/connections'
import { QueryClientProvider } from '@tanstack/react-query'
import { queryClient } from '../../api/query-client.ts'
import { ConnectionNews } from '../../features/connections/connection-news.tsx'
import { PlatformCard } from '../../features/connections/platform-card.tsx'
import { sampleConnection } from '../../features/connections/sample-connection.ts'
import { PageTitle } from '../page-title.tsx'
import { Section } from '../section.tsx'
import { AppShell } from '../shell/app-shell.tsx'
import { demoAccount, demoNav } from './demo-nav.ts'

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()
const inDays = (days: number) => inMinutes(days * 24 * 60)

const affected = { sessionsAffected: 7, firstAffectedAt: inMinutes(185), statusChangedAt: inDays(-3) }
const other = { email: 'studio@ribeiro.pt', until: inMinutes(28) }
const adminRequest = { clientId: '123456.apps.googleusercontent.com', scopes: ['openid', 'email'] }

/** Every state of a connection's card, by the name of what differs. */
const STATES: Record<string, Partial<ConnectionDto>> = {
  'not connected': { status: 'not_connected', accountEmail: null },
  connecting: { status: 'connecting', accountEmail: null, connectingUntil: inMinutes(8) },
  'connecting again': { ...affected, status: 'revoked', reason: 'invalid_grant', connectingUntil: inMinutes(8) },
  'another account': { sessionsAhead: 4, otherAccount: { ...other, step: 'offered' } },
  'switching the account': {
    status: 'disconnecting',
    reason: 'switching_account',
    otherAccount: { ...other, step: 'switching' },
  },
  'a permission is missing': { ...affected, status: 'missing_permission', reason: 'permission_missing' },
  connected: { checkedAt: inMinutes(-4) },
  'slow platform': { ...affected, status: 'degraded', reason: 'unreachable' },
  'daily limit': {
    ...affected,
    platform: 'zoom',
    status: 'rate_limited',
    reason: 'daily_limit',
    resumesAt: inMinutes(300),
  },
  'limit reached': { ...affected, status: 'rate_limited', reason: 'rate_limited' },
  'our own set-up': { ...affected, isSetUpRefused: true, checkedAt: inMinutes(-4) },
  'ends soon': { status: 'expiring', reason: 'permission_ends_soon', permissionEndsAt: inDays(2) },
  expired: { ...affected, status: 'expired', reason: 'permission_ended', permissionEndsAt: inDays(-1) },
  revoked: { ...affected, status: 'revoked', reason: 'invalid_grant' },
  'taken back': { ...affected, platform: 'zoom', status: 'revoked', reason: 'permission_taken_back' },
  'cannot host': { ...affected, platform: 'teams', status: 'cannot_host', reason: 'Forbidden' },
  'an administrator': { ...affected, status: 'blocked_by_admin', reason: 'admin_policy_enforced', adminRequest },
  disconnecting: { status: 'disconnecting' },
  'not set up here': { available: false, status: 'not_connected', accountEmail: null },
}

const stuck = (['not_allowed', 'rejected'] as const).map((reason, index) => ({
  sessionId: String(index),
  title: 'First conversation',
  startsAt: inDays(index + 1),
  reason,
}))
const REPAIRS: Record<string, ConnectionDto['repair']> = {
  'under way': { total: 7, ready: 5, startedAt: inMinutes(-1), stuck: [] },
  'some wait': { total: 7, ready: 5, startedAt: inMinutes(-1), stuck },
  done: { total: 7, ready: 7, startedAt: inMinutes(-1), stuck: [] },
}

export function ConnectionsScene() {
  return (
    <QueryClientProvider client={queryClient}>
      <AppShell nav={demoNav} currentPath="/integrations" account={demoAccount}>
        <PageTitle title="Connections" lead="Every state of the card, and how a repair goes." />
        <div className="space-y-7 pt-7">
          {Object.entries(REPAIRS).map(([name, repair]) => (
            <Section key={name} title={name}>
              <ConnectionNews connections={[sampleConnection({ repair })]} outcome={null} returnTo="/" />
            </Section>
          ))}
          {Object.entries(STATES).map(([name, differs]) => (
            <Section key={name} title={name}>
              <PlatformCard connection={sampleConnection(differs)} returnTo="/" />
            </Section>
          ))}
          <Section title="turned back at the consent page">
            <PlatformCard
              connection={sampleConnection({ status: 'not_connected', accountEmail: null })}
              returnTo="/"
              isDenied
            />
          </Section>
        </div>
      </AppShell>
    </QueryClientProvider>
  )
}
