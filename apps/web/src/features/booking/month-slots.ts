import type { ServiceDto } from '@foyer/shared/services'
import { queryClient } from '../../api/query-client.ts'
import { trpc } from '../../api/trpc.ts'
import { isoDate } from '../../lib/time.ts'
import type { BookingChoice } from './booking-choice.ts'
import { bookableDates, longRange, monthRange, monthsBetween } from './slot-range.ts'

type Offer = Pick<ServiceDto, 'id' | 'minimumNoticeMinutes' | 'bookableDays'>

/** The free times of one month. */
export function monthSlotsOptions(serviceId: string, month: string, timeZone: string) {
  return trpc.slots.list.queryOptions({ serviceId, timeZone, ...monthRange(month, timeZone) })
}

/** The coming dates of a group or course. */
export function datesOptions(serviceId: string, timeZone: string, now: Date) {
  return trpc.slots.list.queryOptions({ serviceId, timeZone, ...longRange(isoDate(now, timeZone), timeZone) })
}

/** The month to show first: the chosen one, else the first with a free time, else this one. Loads what it looks at. */
export async function findFirstMonth(offer: Offer, choice: BookingChoice, timeZone: string): Promise<string> {
  const { minDate, maxDate } = bookableDates(offer, timeZone)
  const thisMonth = minDate.slice(0, 7)
  const chosen = choice.month ?? choice.day?.slice(0, 7)
  // A few months at most: a calendar that is full for longer is better told than searched.
  const candidates = chosen ? [chosen] : monthsBetween(minDate, maxDate).slice(0, 3)
  for (const month of candidates) {
    const { slots } = await queryClient.ensureQueryData(monthSlotsOptions(offer.id, month, timeZone))
    if (slots.length > 0) return month
  }
  return chosen ?? thisMonth
}

/** After a time was lost to somebody else: what is free is asked anew, everywhere it is shown. */
export function forgetSlots(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: trpc.slots.list.queryKey() })
}
