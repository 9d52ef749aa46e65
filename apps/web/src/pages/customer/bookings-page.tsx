import type { When } from '@foyer/shared/common-schema'
import { useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { useLiveMine } from '../../api/live-mine.ts'
import { BookingRows } from '../../features/booking/booking-rows.tsx'
import { myBookingsOptions } from '../../features/booking/my-bookings-options.ts'
import { useTitle } from '../../lib/use-title.ts'
import { paths } from '../../paths.ts'
import { LinkButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { ShowMore } from '../../ui/show-more.tsx'
import { Tabs } from '../../ui/tabs.tsx'

/** Everything the reader has booked; renews itself. */
export function BookingsPage({ when }: { when: When }) {
  useTitle('My bookings')
  useLiveMine()
  return (
    <div className="mx-auto max-w-3xl space-y-6">
      <PageTitle title="My bookings" />
      <Tabs
        label="My bookings"
        selected={when}
        tabs={[
          { id: 'upcoming', label: 'Upcoming', href: paths.bookings(), content: when === 'upcoming' && <Upcoming /> },
          { id: 'past', label: 'Past', href: paths.bookings('past'), content: when === 'past' && <Past /> },
        ]}
      />
    </div>
  )
}

function Upcoming() {
  return (
    <BookingList when="upcoming">
      <EmptyState
        title="Nothing is planned"
        action={
          <LinkButton variant="primary" href={paths.home()}>
            Find somebody
          </LinkButton>
        }
      >
        What you book appears here, with its link.
      </EmptyState>
    </BookingList>
  )
}

function Past() {
  return (
    <BookingList when="past">
      <EmptyState title="Nothing lies behind you yet">Sessions that are over or cancelled are kept here.</EmptyState>
    </BookingList>
  )
}

/** `children` is shown when there is nothing. */
function BookingList({ when, children }: { when: When; children: React.ReactElement }) {
  const list = useSuspenseInfiniteQuery(myBookingsOptions(when))
  const bookings = list.data.pages.flatMap((page) => page.items)
  if (bookings.length === 0) return children
  return (
    <>
      <BookingRows label={when === 'upcoming' ? 'Upcoming' : 'Past'} bookings={bookings} />
      <ShowMore list={list} />
    </>
  )
}
