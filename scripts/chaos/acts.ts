import { setTimeout as sleep } from 'node:timers/promises'
import type { Customer, Provider } from './people.ts'
import type { Act, Story } from './plan-stories.ts'
import type { RunRecord } from './record.ts'
import { isVendor, type Vendor } from './vendors.ts'
import { PRIVATE_WORDS, type World } from './world.ts'

/** What a story has come to. */
export interface Scene {
  world: World
  record: RunRecord
  provider: Provider
  customer: Customer
  story: Story
  startsAt: Date
  sessionId?: string | undefined
  /** Booking ids by customer id. */
  bookings: Map<string, string>
}

/** Who does it, and for when. */
export interface Wanted {
  customer: Customer
  startsAt: Date
}

/** False: there was nothing to do it to. Throws what the API answers. */
type Doing = (scene: Scene, wanted: Wanted) => Promise<unknown>

const HALF_HOUR = 1_800_000
const LINK_WAIT_MS = 20_000
/** Hand edits are noticed for what begins within a day. */
const WATCHED_MS = 23 * 3_600_000
const reason = `${PRIVATE_WORDS}: I cannot come`

const book: Doing = ({ provider, story }, { customer, startsAt }) =>
  customer.api.bookings.create.mutate({
    serviceId: provider.services[story.service],
    startsAt: startsAt.toISOString(),
    notes: `${PRIVATE_WORDS}: please call me ${customer.email}`,
  })

/** Does something with the booking of whoever acts. */
const withBooking =
  (act: (scene: Scene, id: string, wanted: Wanted) => Promise<unknown>): Doing =>
  async (scene, wanted) => {
    const id = scene.bookings.get(wanted.customer.id) ?? [...scene.bookings.values()].at(-1)
    return id === undefined ? false : act(scene, id, wanted)
  }

const withSession =
  (act: (scene: Scene, sessionId: string) => Promise<unknown>): Doing =>
  async (scene) =>
    scene.sessionId === undefined ? false : act(scene, scene.sessionId)

/** Does something by hand at the company to the room of the session, once it is there; null where there is no such thing to do. */
const byHand = (actAt: (vendor: Vendor) => ((event: Event, scene: Scene) => void) | null): Doing =>
  withSession(async (scene, sessionId) => {
    const { world, provider, record, startsAt } = scene
    const vendor = isVendor(provider.platform) ? world.vendors[provider.platform] : null
    const act = vendor && actAt(vendor)
    if (!act || startsAt.getTime() > Date.now() + WATCHED_MS) return false
    const id = await waitForEvent(scene, vendor, sessionId)
    if (id === null) return false
    record.editedByHand.add(sessionId)
    act({ account: provider.email, id }, scene)
    return true
  })

interface Event {
  account: string
  id: string
}

async function waitForEvent({ world, provider }: Scene, vendor: Vendor, sessionId: string): Promise<string | null> {
  const giveUpAt = Date.now() + LINK_WAIT_MS
  while (Date.now() < giveUpAt) {
    const [row] = await world.sql<{ external_id: string }[]>`
      select external_id from meetings
      where session_id = ${sessionId} and status = 'ready' and source = 'platform' and external_id is not null`
    const isHere = (event: { id: string; account: string }) =>
      event.id === row?.external_id && event.account === provider.email
    const event = row && vendor.rooms().find(isHere)
    if (event?.isLive) return event.id
    await sleep(400)
  }
  return null
}

export const ACTS: Record<Act, Doing> = {
  book,
  rebook: book,
  confirm: withBooking(({ provider }, id) => provider.api.bookings.confirm.mutate({ id })),
  decline: withBooking(({ provider }, id) => provider.api.bookings.decline.mutate({ id, reason })),
  move: withBooking(({ customer }, id, { startsAt }) =>
    customer.api.bookings.reschedule.mutate({ id, startsAt: startsAt.toISOString() }),
  ),
  cancel: withBooking((_scene, id, { customer }) => customer.api.bookings.cancel.mutate({ id, reason })),
  leave: withBooking((_scene, id, { customer }) => customer.api.bookings.cancel.mutate({ id, reason })),
  call_off: withSession(({ provider }, id) => provider.api.sessions.cancel.mutate({ id, reason })),
  async open_group(scene, { startsAt }) {
    const { provider, world } = scene
    const found = await world.sql<{ id: string }[]>`
      select id from sessions where provider_id = ${provider.id} and starts_at = ${startsAt}`
    const opened =
      found[0] ??
      (await provider.api.sessions.create.mutate({
        serviceId: provider.services.group,
        startsAt: startsAt.toISOString(),
      }))
    scene.sessionId = opened.id
  },
  join: async ({ provider, sessionId }, { customer }) =>
    sessionId === undefined
      ? false
      : customer.api.bookings.create.mutate({ serviceId: provider.services.group, sessionId, notes: PRIVATE_WORDS }),
  async insert_by_sql(scene, { startsAt, customer }) {
    const { world, provider } = scene
    const endsAt = new Date(startsAt.getTime() + HALF_HOUR)
    const place = {
      service_id: provider.services.manual,
      provider_id: provider.id,
      starts_at: startsAt,
      ends_at: endsAt,
      time_zone: 'Europe/Lisbon',
    }
    await world.sql.begin(async (tx) => {
      const [session] = await tx<{ id: string }[]>`insert into sessions ${tx(place)} returning id`
      const booking = { ...place, session_id: session?.id ?? null, customer_id: customer.id, status: 'confirmed' }
      await tx`insert into bookings ${tx(booking)}`
    })
  },
  set_own_link: withSession(({ provider, story }, sessionId) =>
    provider.api.meetings.setManualLink.mutate({ sessionId, joinUrl: `https://rooms.example.com/${story.number}` }),
  ),
  drop_own_link: withSession(({ provider }, sessionId) => provider.api.meetings.removeManualLink.mutate({ sessionId })),
  retry: withSession(({ provider }, sessionId) => provider.api.meetings.retry.mutate({ sessionId })),
  edit_delete: byHand((vendor) => vendor.deleteByHand),
  edit_move: byHand((vendor) => (event, { startsAt }) => {
    const after = (halfHours: number) => new Date(startsAt.getTime() + halfHours * HALF_HOUR).toISOString()
    vendor.moveByHand({ ...event, startsAt: after(3), endsAt: after(5) })
  }),
  edit_no_room: byHand((vendor) => vendor.robByHand ?? null),
}
