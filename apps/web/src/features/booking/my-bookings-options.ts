import type { When } from '@foyer/shared/common-schema'
import { trpc } from '../../api/trpc.ts'

/** What the reader has booked, page by page. */
export function myBookingsOptions(when: When) {
  return trpc.bookings.mine.infiniteQueryOptions({ when }, { getNextPageParam: (page) => page.nextCursor })
}
