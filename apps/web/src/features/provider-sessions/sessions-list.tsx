import type { When } from '@foyer/shared/common-schema'
import type { SessionDto } from '@foyer/shared/sessions'
import { useSuspenseInfiniteQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { trpc } from '../../api/trpc.ts'
import { useNow } from '../../lib/use-now.ts'
import { RowList } from '../../ui/session-row.tsx'
import { ShowMore } from '../../ui/show-more.tsx'
import { ChooseBar } from '../platform-change/choose-bar.tsx'
import { canChoose, useChosenSessions } from '../platform-change/use-chosen-sessions.ts'
import { ProviderSessionRow } from './provider-session-row.tsx'

/** The pages of a provider's sessions on one side of now; for loader and list alike. */
export const sessionPages = (when: When) =>
  trpc.sessions.list.infiniteQueryOptions({ when }, { getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined })

/** Sessions the reader gives, on one side of now, with more on request; `empty` where there is none. */
export function SessionsList({ when, label, empty }: { when: When; label: string; empty: ReactNode }) {
  const list = useSuspenseInfiniteQuery(sessionPages(when))
  const sessions = list.data.pages.flatMap(({ items }) => items).filter(isOwn)
  const now = useNow(10_000)
  const chosen = useChosenSessions()
  if (sessions.length === 0 && !list.hasNextPage) return empty
  const choosable = when === 'upcoming' ? sessions.filter((session) => canChoose(session, now)) : []
  return (
    <>
      {choosable.length > 1 && <ChooseBar chosen={chosen} sessions={choosable} />}
      <RowList label={label}>
        {sessions.map((session) => (
          <ProviderSessionRow
            key={session.id}
            session={session}
            choice={
              chosen.isChoosing
                ? {
                    isChosen: chosen.ids.has(session.id),
                    onToggle: () => chosen.toggle(session.id),
                    isDisabled: !canChoose(session, now),
                  }
                : undefined
            }
          />
        ))}
      </RowList>
      <ShowMore list={list} />
    </>
  )
}

/** A provider may book elsewhere, too; those sessions are on their own bookings page. */
const isOwn = ({ viewer }: SessionDto) => viewer === 'provider'
