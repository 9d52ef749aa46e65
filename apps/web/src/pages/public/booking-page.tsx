import { useSuspenseQuery } from '@tanstack/react-query'
import { trpc } from '../../api/trpc.ts'
import type { BookingChoice } from '../../features/booking/booking-choice.ts'
import { BookingPanel } from '../../features/booking/booking-panel.tsx'
import { serviceFacts } from '../../features/booking/service-facts.ts'
import { useTitle } from '../../lib/use-title.ts'
import { paths } from '../../paths.ts'
import { DefinitionList } from '../../ui/definition-list.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { AppLink, TextLink } from '../../ui/link.tsx'
import { Person } from '../../ui/person.tsx'

/** Who and what at the left, the time at the right; one below the other on a phone. */
export function BookingPage(props: { serviceId: string; firstMonth: string; choice: BookingChoice }) {
  const { serviceId, firstMonth, choice } = props
  const { data: service } = useSuspenseQuery(trpc.services.get.queryOptions({ id: serviceId }))
  const { provider } = service
  useTitle(`${service.title} with ${provider.name}`)
  return (
    <div className="grid gap-x-14 gap-y-8 lg:grid-cols-[19rem_minmax(0,1fr)]">
      <div className="space-y-5">
        <AppLink href={paths.provider(provider.slug)} className="block w-fit max-w-full rounded-box">
          <Person size="hero" name={provider.name} fact={provider.headline} />
        </AppLink>
        <div>
          <h1 tabIndex={-1} className="speak text-title sm:text-display">
            {service.title}
          </h1>
          {service.description && (
            <p className="mt-1.5 text-pretty whitespace-pre-line text-soft">{service.description}</p>
          )}
        </div>
        <DefinitionList facts={serviceFacts(service)} />
      </div>
      {service.archived ? (
        <EmptyState
          title="This is no longer offered"
          action={<TextLink href={paths.provider(provider.slug)}>What {provider.name} offers now</TextLink>}
        />
      ) : (
        <BookingPanel service={service} choice={choice} firstMonth={firstMonth} />
      )}
    </div>
  )
}
