import type { When } from '@foyer/shared/common-schema'
import type { SessionDto } from '@foyer/shared/sessions'
import { useSuspenseInfiniteQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { trpc } from '../../api/trpc.ts'
import { RowList } from '../../ui/session-row.tsx'
import { ShowMore } from '../../ui/show-more.tsx'
import { ProviderSessionRow } from './provider-session-row.tsx'

/** The pages of a provider's sessions on one side of now; for loader and list alike. */
export const sessionPages = (when: When) =>
  trpc.sessions.list.infiniteQueryOptions({ when }, { getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined })

/** Sessions the reader gives, on one side of now, with more on request; `empty` where there is none. */
export function SessionsList({ when, label, empty }: { when: When; label: string; empty: ReactNode }) {
  const list = useSuspenseInfiniteQuery(sessionPages(when))
  const sessions = list.data.pages.flatMap(({ items }) => items).filter(isOwn)
  if (sessions.length === 0 && !list.hasNextPage) return empty
  return (
    <>
      <RowList label={label}>
        {sessions.map((session) => (
          <ProviderSessionRow key={session.id} session={session} />
        ))}
      </RowList>
      <ShowMore list={list} />
    </>
  )
}

/** A provider may book elsewhere, too; those sessions are on their own bookings page. */
const isOwn = ({ viewer }: SessionDto) => viewer === 'provider'
