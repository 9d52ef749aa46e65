import type { Person } from './person.ts'

const LONGEST_WAIT_MS = 20_000

export interface LinkWatch {
  /** Settles once the stream is open and the page has been read for the first time. */
  opened: Promise<void>
  /** Settles with the link and the moment (performance.now) at which the page has it. */
  link: Promise<{ joinUrl: string; at: number }>
}

/**
 * The customer's open page of one booking, without a browser: told by the live stream that something has changed, it reads
 * the booking again. `onStatus` hears of every state of the meeting that the page would show.
 */
export function watchLink(customer: Person, bookingId: string, onStatus: (status: string) => void): LinkWatch {
  const opened = Promise.withResolvers<void>()
  const link = Promise.withResolvers<{ joinUrl: string; at: number }>()
  let shown = ''
  const read = async () => {
    const { sessions } = await customer.api.bookings.get.query({ id: bookingId })
    const meeting = sessions[0]?.meeting
    const at = performance.now()
    if (meeting && meeting.status !== shown) {
      shown = meeting.status
      onStatus(meeting.status)
    }
    if (meeting?.joinUrl) link.resolve({ joinUrl: meeting.joinUrl, at })
    opened.resolve()
  }
  const fail = (error: unknown) => link.reject(error)
  const stream = customer.api.changes.onMine.subscribe(undefined, {
    onData: () => void read().catch(fail),
    onError: fail,
  })
  const timer = setTimeout(() => fail(new Error('The link did not appear in time.')), LONGEST_WAIT_MS)
  const close = () => {
    clearTimeout(timer)
    stream.unsubscribe()
  }
  link.promise.then(close, close)
  return { opened: opened.promise, link: link.promise }
}
