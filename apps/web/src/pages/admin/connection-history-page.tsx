import { connectionIsUsable } from '@foyer/shared/connections'
import { PLATFORM_COMPANIES, PLATFORM_NAMES } from '@foyer/shared/platforms'
import { useSuspenseQuery } from '@tanstack/react-query'
import { trpc } from '../../api/trpc.ts'
import { AuditList } from '../../features/admin/audit-list.tsx'
import { CONNECTION_STATES } from '../../features/admin/connection-states.ts'
import { ReconnectMailButton } from '../../features/admin/reconnect-mail-button.tsx'
import { formatClock, formatDayShort } from '../../lib/time.ts'
import { useNow } from '../../lib/use-now.ts'
import { useTitle } from '../../lib/use-title.ts'
import { paths } from '../../paths.ts'
import { DefinitionList } from '../../ui/definition-list.tsx'
import { TextLink } from '../../ui/link.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { useReader } from '../../ui/reader.ts'
import { Section } from '../../ui/section.tsx'
import { Status } from '../../ui/status.tsx'
import { RelativeTime } from '../../ui/time.tsx'

/** One connection: how it stands, what it may do, and everything that was done to it. */
export function ConnectionHistoryPage({ id }: { id: string }) {
  useTitle('History of a connection')
  const now = useNow()
  const reader = useReader()
  const { data: connection } = useSuspenseQuery(trpc.admin.connections.get.queryOptions({ id }))
  const { provider, platform, status, accountEmail, accountLabel, scopes, statusChangedAt, checkedAt, accessUntil } =
    connection
  const { door, words } = CONNECTION_STATES[status]
  const { sessionsAffected } = connection
  const facts = [
    { name: 'Status', value: <Status door={door}>{words}</Status> },
    { name: 'Since', value: <RelativeTime at={statusChangedAt} /> },
    { name: 'Checked', value: checkedAt ? <RelativeTime at={checkedAt} /> : 'not yet' },
    accessUntil &&
      platform !== 'custom_room' &&
      connectionIsUsable(status) && {
        name: 'Access until',
        value: `${formatDayShort(accessUntil, now, reader)}, ${formatClock(accessUntil, reader)}, renewed when needed`,
      },
    {
      name: 'Waiting',
      value:
        sessionsAffected > 0 ? (
          <TextLink href={paths.admin({ platform, providerId: provider.id })}>
            {sessionsAffected === 1 ? '1 session' : `${sessionsAffected} sessions`}
          </TextLink>
        ) : (
          'no session'
        ),
    },
    {
      name: 'Permissions',
      value:
        scopes.length === 0 ? (
          'none'
        ) : (
          <ul>
            {scopes.map((scope) => (
              <li key={scope} className="wrap-anywhere">
                {scope}
              </li>
            ))}
          </ul>
        ),
    },
  ]
  return (
    <div className="space-y-8">
      <PageTitle
        eyebrow={<TextLink href={paths.adminConnections()}>Connections</TextLink>}
        title={`${provider.name}, ${PLATFORM_NAMES[platform]}`}
        lead={accountEmail ?? accountLabel ?? 'No account is known.'}
        action={<ReconnectMailButton connection={connection} />}
      />
      <DefinitionList facts={facts.flatMap((fact) => (fact ? [fact] : []))} />
      <Section title="History" hasLine={false}>
        <AuditList type="connection" id={id} company={PLATFORM_COMPANIES[platform]} />
      </Section>
    </div>
  )
}
