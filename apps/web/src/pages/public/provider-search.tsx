import { useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useEffect, useEffectEvent, useState } from 'react'
import { providersOptions } from '../../features/booking/providers-options.ts'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { AppLink } from '../../ui/link.tsx'
import { Person } from '../../ui/person.tsx'
import { Section } from '../../ui/section.tsx'
import { TextField } from '../../ui/text-field.tsx'

/** Long enough that nobody is asked for every letter. */
const TYPING_MS = 250

/** Everybody one can book with, narrowed by what is typed; the search stays in the address. */
export function ProviderSearch({ search }: { search: string }) {
  const { data, fetchNextPage, hasNextPage, isFetchingNextPage } = useSuspenseInfiniteQuery(providersOptions(search))
  const providers = data.pages.flatMap((page) => page.items)
  const found = providers.length === 1 ? '1 person' : `${providers.length}${hasNextPage ? ' and more' : ''} people`
  return (
    <Section title="People on Foyer">
      <div className="pt-4 pb-2">
        <SearchInput search={search} />
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
      {hasNextPage && (
        <div className="pt-4 text-center">
          <Button onPress={() => void fetchNextPage()} isPending={isFetchingNextPage}>
            Show more
          </Button>
        </div>
      )}
    </Section>
  )
}

function SearchInput({ search }: { search: string }) {
  const router = useRouter()
  const [text, setText] = useState(search)
  const apply = useEffectEvent(() => {
    if (text.trim() !== search) router.history.replace(paths.home(text.trim()))
  })
  useEffect(() => {
    if (text === '') return apply()
    const timer = setTimeout(apply, TYPING_MS)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <TextField
      label="Search people"
      type="search"
      placeholder="A name, or what they do"
      value={text}
      onChange={setText}
      maxLength={100}
    />
  )
}

function Nobody({ search }: { search: string }) {
  if (!search) return <EmptyState title="Nobody is here yet">The first to offer sessions appears here.</EmptyState>
  return <EmptyState title={`Nobody found for “${search}”`}>Try a shorter word, or a part of the name.</EmptyState>
}
