import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useMemo } from 'react'
import { problemOf } from '../../api/problem.ts'
import { trpc } from '../../api/trpc.ts'
import { OutcomeNotice } from '../../features/connections/outcome-notice.tsx'
import { useConnectionOutcome } from '../../features/connections/use-connection-outcome.ts'
import { newDraft, toCreateInput } from '../../features/services/service-draft.ts'
import { ServiceForm } from '../../features/services/service-form.tsx'
import { useServiceDraft } from '../../features/services/use-service-draft.ts'
import { useTitle } from '../../lib/use-title.ts'
import { paths } from '../../paths.ts'
import { TextLink } from '../../ui/link.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { showToast } from '../../ui/toast.ts'

/** Something new to offer. */
export function NewServicePage({ packed }: { packed: string | undefined }) {
  useTitle('New service')
  const router = useRouter()
  const queryClient = useQueryClient()
  const { data: connections } = useSuspenseQuery(trpc.connections.list.queryOptions())
  const outcome = useConnectionOutcome(connections)
  const form = useServiceDraft({
    of: 'new',
    untouched: newDraft(connections),
    packed,
    formPath: paths.dashboardNewService,
  })
  const create = useMutation(
    trpc.services.create.mutationOptions({
      onSuccess: async ({ id, title, kind }) => {
        await queryClient.invalidateQueries({ queryKey: trpc.services.mine.queryKey() })
        router.history.push(paths.dashboardServices())
        const openSession = () => router.history.push(paths.dashboardNewSession({ service: id }))
        showToast({
          tone: 'pine',
          text: kind === 'private' ? `${title} can be booked now.` : `${title} is saved. It needs its first session.`,
          action: kind === 'private' ? undefined : { label: 'Add a session', onPress: openSession },
        })
      },
    }),
  )
  // The same object until the next try: the form moves focus once per refusal.
  const problem = useMemo(() => (create.error ? problemOf(create.error) : null), [create.error])
  return (
    <div className="space-y-6">
      <PageTitle eyebrow={<TextLink href={paths.dashboardServices()}>Services</TextLink>} title="New service" />
      <OutcomeNotice outcome={outcome} />
      <ServiceForm
        draft={form.draft}
        change={form.change}
        onSave={(draft) => create.mutate(toCreateInput(draft))}
        isPending={create.isPending}
        problem={problem}
        connections={connections}
        isExisting={false}
        connectHref={form.connectHref}
        roomHref={form.roomHref}
        opensBeside={form.opensBeside}
      />
    </div>
  )
}
