import { useSuspenseQuery } from '@tanstack/react-query'
import { trpc } from '../../api/trpc.ts'
import { ServiceRow } from '../../features/services/service-row.tsx'
import { useTitle } from '../../lib/use-title.ts'
import { paths } from '../../paths.ts'
import { LinkButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { Section } from '../../ui/section.tsx'

/** What the provider offers, and what was offered once. */
export function ServicesPage() {
  useTitle('Services')
  const { data: services } = useSuspenseQuery(trpc.services.mine.queryOptions())
  const { data: connections } = useSuspenseQuery(trpc.connections.list.queryOptions())
  const live = services.filter(({ archived }) => !archived)
  const archived = services.filter((service) => service.archived)
  return (
    <div className="space-y-6">
      <PageTitle
        title="Services"
        lead="What people can book with you."
        action={
          <LinkButton variant="primary" href={paths.dashboardNewService()}>
            New service
          </LinkButton>
        }
      />
      {live.length === 0 ? (
        <EmptyState
          title="Nothing to book yet"
          action={<LinkButton href={paths.dashboardNewService()}>Make a service</LinkButton>}
        >
          Say what you offer, how long it takes and where it meets. Then people can choose a time.
        </EmptyState>
      ) : (
        <ul aria-label="Services" className="divide-y divide-line border-y border-line">
          {live.map((service) => (
            <ServiceRow key={service.id} service={service} connections={connections} />
          ))}
        </ul>
      )}
      {archived.length > 0 && (
        <Section title="Archived">
          <ul aria-label="Archived services" className="divide-y divide-line">
            {archived.map((service) => (
              <ServiceRow key={service.id} service={service} connections={connections} />
            ))}
          </ul>
        </Section>
      )}
    </div>
  )
}
