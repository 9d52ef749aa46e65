import type { Platform } from '@foyer/shared/platforms'
import { type QueryClient, useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { problemOf } from '../../api/problem.ts'
import { trpc } from '../../api/trpc.ts'
import { OutcomeNotice } from '../../features/connections/outcome-notice.tsx'
import { useConnectionOutcome } from '../../features/connections/use-connection-outcome.ts'
import { ComingDialog } from '../../features/platform-change/coming-dialog.tsx'
import { draftOf, type ServiceDraft, toUpdateInput } from '../../features/services/service-draft.ts'
import { ServiceForm } from '../../features/services/service-form.tsx'
import { useServiceDraft } from '../../features/services/use-service-draft.ts'
import { useTitle } from '../../lib/use-title.ts'
import { paths } from '../../paths.ts'
import { LinkButton } from '../../ui/button.tsx'
import { TextLink } from '../../ui/link.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { showToast } from '../../ui/toast.ts'

/** A service to be changed; what is booked stays as it was agreed. */
export function ServicePage({ id, packed }: { id: string; packed: string | undefined }) {
  const { data: service } = useSuspenseQuery(trpc.services.get.queryOptions({ id }))
  const { data: connections } = useSuspenseQuery(trpc.connections.list.queryOptions())
  useTitle(service.title)
  const router = useRouter()
  const queryClient = useQueryClient()
  const outcome = useConnectionOutcome(connections)
  const form = useServiceDraft({
    of: id,
    untouched: draftOf(service),
    packed,
    formPath: (travelling) => paths.dashboardService(id, travelling),
  })
  const update = useMutation(
    trpc.services.update.mutationOptions({
      onSuccess: async ({ title }) => {
        await queryClient.invalidateQueries({ queryKey: trpc.services.pathKey() })
        router.history.push(paths.dashboardServices())
        showToast({ tone: 'pine', text: `${title} is saved.` })
      },
    }),
  )
  const [asked, setAsked] = useState<ServiceDraft | null>(null)
  const save = async (draft: ServiceDraft) => {
    const isMoving = draft.platform !== null && draft.platform !== service.platform
    if (isMoving && (await hasComing(queryClient, id, draft.platform))) setAsked(draft)
    else update.mutate(toUpdateInput(id, draft))
  }
  // The same object until the next try: the form moves focus once per refusal.
  const problem = useMemo(() => (update.error ? problemOf(update.error) : null), [update.error])
  return (
    <div className="space-y-6">
      <PageTitle
        eyebrow={<TextLink href={paths.dashboardServices()}>Services</TextLink>}
        title={service.title}
        lead="Changes count from now on. What is booked stays as it was agreed; its rooms follow."
        action={!service.archived && <LinkButton href={paths.book(service.provider.slug, id)}>See its page</LinkButton>}
      />
      <OutcomeNotice outcome={outcome} />
      {service.archived ? (
        <Notice tone="quiet" title="This service is archived">
          It can no longer be booked or changed. What was booked keeps its links.
        </Notice>
      ) : (
        <ServiceForm
          draft={form.draft}
          change={form.change}
          onSave={(draft) => void save(draft)}
          isPending={update.isPending}
          problem={problem}
          connections={connections}
          isExisting
          dropped={form.draft.platform === service.platform ? service.settings?.droppedSettings : []}
          connectHref={form.connectHref}
          roomHref={form.roomHref}
          opensBeside={form.opensBeside}
        />
      )}
      {asked?.platform && (
        <ComingDialog
          serviceId={id}
          platform={asked.platform}
          isPending={update.isPending}
          onClose={() => setAsked(null)}
          onSave={(comingSessions) =>
            update.mutate({ ...toUpdateInput(id, asked), comingSessions }, { onSettled: () => setAsked(null) })
          }
        />
      )}
    </div>
  )
}

/** Whether the service has coming sessions that could meet there as well; where that cannot be told, nothing is asked. */
async function hasComing(queryClient: QueryClient, serviceId: string, platform: Platform | null): Promise<boolean> {
  if (!platform) return false
  const options = trpc.meetings.previewChange.queryOptions({ serviceId, platform })
  const preview = await queryClient.fetchQuery(options).catch(() => null)
  return preview?.isConnected === true && preview.change > 0
}
