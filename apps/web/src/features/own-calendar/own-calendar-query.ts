import { trpc } from '../../api/trpc.ts'

/** How the reader's own calendar stands. Read again by itself: that a calendar has answered is announced to nobody. */
export const ownCalendarQuery = trpc.availability.ownCalendar.queryOptions(undefined, { refetchInterval: 20_000 })
