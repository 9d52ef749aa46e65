import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { problemOf } from '../../api/problem.ts'
import { trpc } from '../../api/trpc.ts'
import { HoursForm } from '../../features/availability/hours-form.tsx'
import { OutcomeNotice } from '../../features/connections/outcome-notice.tsx'
import { useConnectionOutcome } from '../../features/connections/use-connection-outcome.ts'
import { OwnCalendarSection } from '../../features/own-calendar/own-calendar-section.tsx'
import { useTitle } from '../../lib/use-title.ts'
import { PageTitle } from '../../ui/page-title.tsx'
import { showToast } from '../../ui/toast.ts'

/** When people may book. */
export function AvailabilityPage() {
  useTitle('Availability')
  const queryClient = useQueryClient()
  const { data: saved } = useSuspenseQuery(trpc.availability.get.queryOptions())
  const { data: connections } = useSuspenseQuery(trpc.connections.list.queryOptions())
  const outcome = useConnectionOutcome(connections)
  const set = useMutation(
    trpc.availability.set.mutationOptions({
      onSuccess: (availability) => {
        queryClient.setQueryData(trpc.availability.get.queryKey(), availability)
        showToast({ tone: 'pine', text: 'Your hours are saved.' })
      },
    }),
  )
  return (
    <div className="space-y-7">
      <PageTitle
        title="Availability"
        lead="When people may book you. What is booked stays booked, whatever you change here."
      />
      <OutcomeNotice outcome={outcome} />
      <HoursForm
        saved={saved}
        onSave={(availability) => set.mutate(availability)}
        isPending={set.isPending}
        problem={set.error ? problemOf(set.error) : null}
      />
      <OwnCalendarSection />
    </div>
  )
}
