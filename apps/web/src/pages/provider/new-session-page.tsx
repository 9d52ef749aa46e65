import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { problemOf } from '../../api/problem.ts'
import { trpc } from '../../api/trpc.ts'
import { OutcomeNotice } from '../../features/connections/outcome-notice.tsx'
import { useConnectionOutcome } from '../../features/connections/use-connection-outcome.ts'
import { NewSessionForm } from '../../features/provider-sessions/new-session-form.tsx'
import { useTitle } from '../../lib/use-title.ts'
import { paths } from '../../paths.ts'
import { LinkButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { TextLink } from '../../ui/link.tsx'
import { PageTitle } from '../../ui/page-title.tsx'

/** A session made by the provider: with somebody, or open for a group. */
export function NewSessionPage({ choice }: { choice: { service?: string; date?: string; time?: string } }) {
  useTitle('New session')
  const router = useRouter()
  const queryClient = useQueryClient()
  const { data: services } = useSuspenseQuery(trpc.services.mine.queryOptions())
  const { data: connections } = useSuspenseQuery(trpc.connections.list.queryOptions())
  const outcome = useConnectionOutcome(connections)
  const live = services.filter(({ archived }) => !archived)
  const make = useMutation(
    trpc.sessions.create.mutationOptions({
      onSuccess: async ({ id }) => {
        await queryClient.invalidateQueries()
        router.history.push(paths.session(id))
      },
    }),
  )
  const chosen = live.find(({ id }) => id === choice.service) ?? (live.length === 1 ? live[0] : undefined)
  return (
    <div className="space-y-6">
      <PageTitle
        eyebrow={<TextLink href={paths.dashboardSessions()}>Sessions</TextLink>}
        title="New session"
        lead="Booked at once, inside or outside your hours. An online one gets its link by itself."
      />
      <OutcomeNotice outcome={outcome} />
      {live.length === 0 ? (
        <EmptyState
          title="First, a service"
          action={
            <LinkButton variant="primary" href={paths.dashboardNewService()}>
              Make a service
            </LinkButton>
          }
        >
          A session is one meeting of something you offer.
        </EmptyState>
      ) : (
        <NewSessionForm
          services={live}
          initial={{
            serviceId: chosen?.id ?? null,
            date: choice.date ?? '',
            time: choice.time ?? '',
            customerEmail: '',
          }}
          onMake={(input) => make.mutate(input)}
          isPending={make.isPending}
          problem={make.error ? problemOf(make.error) : null}
        />
      )}
    </div>
  )
}
