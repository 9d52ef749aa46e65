import type { CallFilter, LoggedCall } from '@foyer/sandbox/control/call-log'
import type { FaultInput } from '@foyer/sandbox/control/faults'
import type { EventDump } from '@foyer/sandbox/google/control'
import { readJson } from './read-json.ts'

/** The controls of the sandbox platforms, narrowed to one Google account, so that tests do not meet. */
export interface GoogleAccountControls {
  email: string
  addFault(fault: FaultInput): Promise<void>
  /** Meet rooms stay pending for so many reads. */
  keepPending(reads: number): Promise<void>
  expireAccessTokens(): Promise<void>
  /** What "Remove access" in the Google account does. */
  revoke(): Promise<void>
  /** Drags the account's one event to another time. */
  moveByHand(times: { startsAt: Date; endsAt: Date }): Promise<void>
  /** The channels that ring when something in the calendar changes. */
  channels(): Promise<object[]>
  /** An appointment of the account's owner, made by hand. */
  addEvent(times: { startsAt: string; endsAt: string }): Promise<void>
  /** Calls made in the name of this account, oldest first. */
  calls(operation: string): Promise<LoggedCall[]>
  liveEvents(): Promise<EventDump[]>
}

/** A Google account of its own in the sandbox at `origin`. Its address is made up. */
export function googleAccount(origin: string): GoogleAccountControls {
  const email = `${crypto.randomUUID()}@gmail.test`
  const { get, send } = controlsOf(origin)
  return {
    email,
    addFault: (fault) => send('POST', 'faults', { ...fault, account: email }),
    keepPending: (pendingReads) => send('PUT', 'google/conferences', { account: email, pendingReads }),
    expireAccessTokens: () => send('POST', 'google/tokens/expire', { account: email }),
    addEvent: (times) => send('POST', 'google/events', { ...times, account: email, summary: 'Dentist' }),
    revoke: () => send('POST', 'google/tokens/revoke', { account: email }),
    async moveByHand(times) {
      const { events } = await get<{ events: EventDump[] }>('google/events', { account: email })
      const [id, ...others] = events.filter(({ status }) => status !== 'cancelled').map((event) => event.id)
      if (id === undefined || others.length > 0) throw new Error('There is not just one event to move.')
      await send('POST', 'google/events/move', { account: email, id, ...times })
    },
    channels: async () => (await get<{ channels: object[] }>('google/channels', { account: email })).channels,
    async calls(operation) {
      const filter = { operation, account: email } satisfies CallFilter
      return (await get<{ calls: LoggedCall[] }>('calls', filter)).calls
    },
    async liveEvents() {
      const { events } = await get<{ events: EventDump[] }>('google/events', { account: email })
      return events.filter(({ status }) => status !== 'cancelled')
    },
  }
}

/** Where the sandbox sends the security events of every account; null: nowhere. */
export const setReceiver = (origin: string, address: string | null): Promise<void> =>
  controlsOf(origin).send('PUT', 'google/receiver', { address })

function controlsOf(origin: string) {
  const get = async <Body>(path: string, query: Record<string, string>): Promise<Body> => {
    const answer = await fetch(`${origin}/_sandbox/${path}?${new URLSearchParams(query).toString()}`)
    if (!answer.ok) throw new Error(`The sandbox refused ${path}: ${await answer.text()}`)
    return readJson(answer)
  }
  const send = async (method: string, path: string, body: object) => {
    const answer = await fetch(`${origin}/_sandbox/${path}`, { method, body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`The sandbox refused ${path}: ${await answer.text()}`)
  }
  return { get, send }
}
