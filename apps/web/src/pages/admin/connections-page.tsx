import type { AdminConnectionDto } from '@foyer/shared/admin'
import { PLATFORM_NAMES } from '@foyer/shared/platforms'
import { useSuspenseInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { connectionPages, overviewOptions } from '../../features/admin/admin-options.ts'
import { CONNECTION_STATES } from '../../features/admin/connection-states.ts'
import { ReconnectMailButton } from '../../features/admin/reconnect-mail-button.tsx'
import { useTitle } from '../../lib/use-title.ts'
import { paths } from '../../paths.ts'
import { LinkButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { TextLink } from '../../ui/link.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { Person } from '../../ui/person.tsx'
import { ShowMore } from '../../ui/show-more.tsx'
import { Status } from '../../ui/status.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { RelativeTime } from '../../ui/time.tsx'

export type ConnectionsShown = 'needs' | 'all'

/** Everybody's connections: how each stands, since when, and how many sessions wait for it. */
export function ConnectionsPage({ show }: { show: ConnectionsShown }) {
  useTitle('Connections')
  const router = useRouter()
  const { data: overview } = useSuspenseQuery(overviewOptions)
  const counts = overview.connections.map(({ status, count }) => `${CONNECTION_STATES[status].words}: ${count}`)
  return (
    <div className="space-y-6">
      <PageTitle title="Connections" lead={counts.length > 0 ? counts.join(' · ') : 'Nobody has connected yet.'} />
      <Tabs
        label="Connections"
        selected={show}
        onSelect={(id) => {
          const href = paths.adminConnections(id === 'all' ? 'all' : undefined)
          void router.navigate({ href, replace: true, resetScroll: false })
        }}
        tabs={[
          { id: 'needs', label: 'Need somebody', content: <ConnectionList show="needs" /> },
          { id: 'all', label: 'All', content: <ConnectionList show="all" /> },
        ]}
      />
    </div>
  )
}

function ConnectionList({ show }: { show: ConnectionsShown }) {
  const list = useSuspenseInfiniteQuery(connectionPages(show))
  const connections = list.data.pages.flatMap(({ items }) => items)
  if (connections.length === 0) {
    return show === 'needs' ? (
      <EmptyState title="Every connection works" door="ready">
        One that stops working appears here, with the sessions that wait for it.
      </EmptyState>
    ) : (
      <EmptyState title="No connections yet">They appear here as providers connect their accounts.</EmptyState>
    )
  }
  return (
    <>
      <ul aria-label="Connections" className="divide-y divide-line">
        {connections.map((connection) => (
          <ConnectionRow key={connection.id} connection={connection} />
        ))}
      </ul>
      <ShowMore list={list} />
    </>
  )
}

function ConnectionRow({ connection }: { connection: AdminConnectionDto }) {
  const { id, provider, platform, status, statusChangedAt, checkedAt, sessionsAffected } = connection
  const account = connection.accountEmail ?? connection.accountLabel
  const { door, words } = CONNECTION_STATES[status]
  const waiting = sessionsAffected === 1 ? '1 session waits' : `${sessionsAffected} sessions wait`
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3">
      <Person name={provider.name} fact={[PLATFORM_NAMES[platform], account].filter(Boolean).join(' · ')} />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-small text-soft">
        {sessionsAffected > 0 && (
          <TextLink href={paths.admin({ platform, providerId: provider.id })}>{waiting}</TextLink>
        )}
        <span>
          since <RelativeTime at={statusChangedAt} />
          {checkedAt && (
            <>
              , checked <RelativeTime at={checkedAt} />
            </>
          )}
        </span>
        <Status door={door}>{words}</Status>
        <ReconnectMailButton connection={connection} isDense />
        <LinkButton
          isDense
          href={paths.adminConnectionHistory(id)}
          aria-label={`Details of ${provider.name}, ${PLATFORM_NAMES[platform]}`}
        >
          Details
        </LinkButton>
      </div>
    </li>
  )
}
