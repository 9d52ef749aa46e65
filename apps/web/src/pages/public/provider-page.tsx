import { useSuspenseQuery } from '@tanstack/react-query'
import { trpc } from '../../api/trpc.ts'
import { shortFacts } from '../../features/booking/service-facts.ts'
import { useTitle } from '../../lib/use-title.ts'
import { zoneName } from '../../lib/zones.ts'
import { paths } from '../../paths.ts'
import { LinkButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { AppLink } from '../../ui/link.tsx'
import { Portrait } from '../../ui/person.tsx'

/** A person and what they offer. */
export function ProviderPage({ slug }: { slug: string }) {
  const { data: provider } = useSuspenseQuery(trpc.providers.get.queryOptions({ slug }))
  const { name, headline, timeZone, services } = provider
  useTitle(name)
  return (
    <div className="mx-auto max-w-2xl space-y-8">
      <header className="flex items-end gap-5">
        <Portrait name={name} size="hero" />
        <div className="min-w-0 pb-0.5">
          <h1 tabIndex={-1} className="speak text-title sm:text-display">
            {name}
          </h1>
          <p className="text-soft">{[headline, zoneName(timeZone)].filter(Boolean).join(' · ')}</p>
        </div>
      </header>
      {services.length === 0 ? (
        <EmptyState title="Nothing to book yet">
          {name} has not opened any times so far. Look in again later.
        </EmptyState>
      ) : (
        <ul aria-label={`What ${name} offers`} className="divide-y divide-line border-t border-line">
          {services.map((service) => (
            <li key={service.id} className="flex items-center justify-between gap-x-6 py-5">
              <div className="min-w-0 flex-1">
                <h2 className="speak text-name">
                  <AppLink
                    href={paths.book(slug, service.id)}
                    className="rounded-sm underline-offset-4 hover:underline"
                  >
                    {service.title}
                  </AppLink>
                </h2>
                {service.description && (
                  <p className="mt-0.5 line-clamp-2 text-pretty text-soft">{service.description}</p>
                )}
                <p className="mt-1 text-small text-soft">{shortFacts(service)}</p>
              </div>
              <LinkButton href={paths.book(slug, service.id)} aria-label={`Book ${service.title}`}>
                Book
              </LinkButton>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
