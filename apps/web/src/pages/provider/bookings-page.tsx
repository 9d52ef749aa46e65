import { useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useMember } from '../../api/account.ts'
import { trpc } from '../../api/trpc.ts'
import { RequestList, useAnswered } from '../../features/incoming/request-list.tsx'
import { SessionsList } from '../../features/provider-sessions/sessions-list.tsx'
import { useTitle } from '../../lib/use-title.ts'
import { paths } from '../../paths.ts'
import { LinkButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { ShowMore } from '../../ui/show-more.tsx'
import { Tabs } from '../../ui/tabs.tsx'

export type BookingsShow = 'waiting' | 'upcoming' | 'past'

/** Requests in the order of their start; for loader and page alike. */
export const waitingPages = trpc.bookings.incoming.infiniteQueryOptions(
  { status: 'pending' },
  { getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined },
)

/** Who has asked, who is coming, who was there. */
export function BookingsPage({ show }: { show: BookingsShow }) {
  useTitle('Bookings')
  const router = useRouter()
  const waiting = useSuspenseInfiniteQuery(waitingPages)
  const requests = useAnswered(waiting.data.pages.flatMap(({ items }) => items))
  const open = requests.rows.length - requests.answered.size
  return (
    <div className="space-y-6">
      <PageTitle
        title={
          show === 'waiting' && open > 0
            ? `${open === 1 ? '1 request waits' : `${open} requests wait`} for you`
            : 'Bookings'
        }
      />
      <Tabs
        label="Bookings"
        selected={show}
        onSelect={(id) => void router.navigate({ href: hrefOf(id), replace: true, resetScroll: false })}
        tabs={[
          {
            id: 'waiting',
            label: 'Waiting',
            count: open > 0 ? open : undefined,
            content: (
              <>
                {requests.rows.length === 0 ? <NobodyWaits /> : <RequestList label="Waiting" list={requests} />}
                <ShowMore list={waiting} />
              </>
            ),
          },
          {
            id: 'upcoming',
            label: 'Upcoming',
            content: <SessionsList when="upcoming" label="Upcoming" empty={<NobodyComes />} />,
          },
          {
            id: 'past',
            label: 'Past',
            content: (
              <SessionsList
                when="past"
                label="Past"
                empty={<EmptyState title="Nothing yet">Sessions that are over are kept here.</EmptyState>}
              />
            ),
          },
        ]}
      />
    </div>
  )
}

const hrefOf = (id: string) => paths.dashboardBookings(id === 'upcoming' || id === 'past' ? id : undefined)

function NobodyWaits() {
  const { slug } = useMember()
  return (
    <EmptyState
      title="Nobody waits"
      action={slug && <LinkButton href={paths.provider(slug)}>See your public page</LinkButton>}
    >
      When somebody asks for a time, you answer here.
    </EmptyState>
  )
}

function NobodyComes() {
  return (
    <EmptyState
      title="Nobody is coming yet"
      action={<LinkButton href={paths.dashboardNewSession()}>Make a session</LinkButton>}
    >
      What you confirm is listed here, with its link.
    </EmptyState>
  )
}
