import { useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { providersOptions } from '../../features/booking/providers-options.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { AppLink } from '../../ui/link.tsx'
import { Person } from '../../ui/person.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { Section } from '../../ui/section.tsx'
import { ShowMore } from '../../ui/show-more.tsx'

/** Everybody one can book with, narrowed by what is typed; the search stays in the address. */
export function ProviderSearch({ search }: { search: string }) {
  const router = useRouter()
  const list = useSuspenseInfiniteQuery(providersOptions(search))
  const providers = list.data.pages.flatMap((page) => page.items)
  const found = providers.length === 1 ? '1 person' : `${providers.length}${list.hasNextPage ? ' and more' : ''} people`
  return (
    <Section title="People on Foyer">
      <div className="pt-4 pb-2">
        <SearchField
          label="Search people"
          placeholder="A name, or what they do"
          search={search}
          onSearch={(next) => router.history.replace(paths.home(next))}
        />
        <p role="status" className="sr-only">
          {search ? `${found} for ${search}` : ''}
        </p>
      </div>
      {providers.length === 0 ? (
        <Nobody search={search} />
      ) : (
        <ul aria-label="People" className="divide-y divide-line">
          {providers.map(({ id, slug, name, headline, serviceCount }) => (
            <li key={id}>
              <AppLink
                href={paths.provider(slug)}
                className="-mx-3 flex items-center justify-between gap-4 rounded-box px-3 py-3.5 no-underline transition-colors hover:bg-sunk"
              >
                <Person name={name} fact={headline} />
                <span className="shrink-0 text-small text-soft">
                  {serviceCount === 1 ? '1 service' : `${serviceCount} services`}
                </span>
              </AppLink>
            </li>
          ))}
        </ul>
      )}
      <ShowMore list={list} />
    </Section>
  )
}

function Nobody({ search }: { search: string }) {
  if (!search) return <EmptyState title="Nobody is here yet">The first to offer sessions appears here.</EmptyState>
  return <EmptyState title={`Nobody found for “${search}”`}>Try a shorter word, or a part of the name.</EmptyState>
}
