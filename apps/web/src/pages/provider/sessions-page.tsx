import { useSuspenseQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { trpc } from '../../api/trpc.ts'
import { TryAllButton } from '../../features/connections/try-all-button.tsx'
import { ChangeProgress } from '../../features/platform-change/change-progress.tsx'
import { SessionsList } from '../../features/provider-sessions/sessions-list.tsx'
import { useTitle } from '../../lib/use-title.ts'
import { paths } from '../../paths.ts'
import { LinkButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { Tabs } from '../../ui/tabs.tsx'

/** Every session with the state of its link. */
export function SessionsPage({ when }: { when: 'upcoming' | 'past' }) {
  useTitle('Sessions')
  const router = useRouter()
  const { data: connections } = useSuspenseQuery(trpc.connections.list.queryOptions())
  return (
    <div className="space-y-6">
      <PageTitle
        title="Sessions"
        lead="Each online session has its own link. If one is late, you see why and when Foyer tries again."
        action={
          <>
            {connections.some(({ sessionsAffected }) => sessionsAffected > 0) && <TryAllButton />}
            <LinkButton variant="primary" href={paths.dashboardNewSession()}>
              New session
            </LinkButton>
          </>
        }
      />
      <ChangeProgress />
      <Tabs
        label="Sessions"
        selected={when}
        onSelect={(id) => {
          const href = paths.dashboardSessions(id === 'past' ? id : undefined)
          void router.navigate({ href, replace: true, resetScroll: false })
        }}
        tabs={[
          {
            id: 'upcoming',
            label: 'Upcoming',
            content: (
              <SessionsList
                when="upcoming"
                label="Upcoming"
                empty={
                  <EmptyState
                    title="No sessions yet"
                    action={<LinkButton href={paths.dashboardNewSession()}>Make a session</LinkButton>}
                  >
                    Make one yourself, or wait until somebody books.
                  </EmptyState>
                }
              />
            ),
          },
          {
            id: 'past',
            label: 'Past',
            content: (
              <SessionsList
                when="past"
                label="Past"
                empty={<EmptyState title="Nothing yet">Sessions that are over are kept here.</EmptyState>}
              />
            ),
          },
        ]}
      />
    </div>
  )
}
