import { bookings, meetingLeftovers, notifications } from '@foyer/db/schema'
import { eq } from 'drizzle-orm'
import { type MeetingWorld, openMeetingWorld } from './meeting-world.ts'
import { settle } from './settle.ts'

type Provider = Awaited<ReturnType<MeetingWorld['addProvider']>>

export interface ChangeWorld extends MeetingWorld {
  /** A provider who has connected both Google and Zoom. */
  addBoth(): Promise<Provider>
  /** A session whose room at Google is there; also who booked it. */
  addReady(provider: Provider): Promise<{ sessionId: string; meetingId: string; customerId: string }>
  /** Every room of the provider that is alive, by its id there; those at Google first. */
  rooms(provider: Provider): string[]
  /** What of ours is still to be removed somewhere. */
  countLeftovers(meetingId: string): Promise<number>
  /** What somebody was told about links, in no order. */
  told(userId: string): Promise<string[]>
  /** Lets time pass until nothing waits any more. */
  settle(): Promise<number>
}

/** A world with Google, Zoom and Teams, as their adapters really are. */
export async function openChangeWorld(): Promise<ChangeWorld> {
  const world = await openMeetingWorld({}, ['google_meet', 'zoom', 'teams'])
  const { core, sandbox } = world
  return {
    ...world,
    async addBoth() {
      const provider = await world.addProvider()
      await world.connect(provider, undefined, 'zoom')
      return provider
    },
    async addReady(provider) {
      const made = await world.addSession(provider)
      await world.sync(made.meetingId)
      const [booking] = await core.db.select().from(bookings).where(eq(bookings.sessionId, made.sessionId))
      return { ...made, customerId: booking?.customerId ?? '' }
    },
    rooms: (provider) => [
      ...world.liveEvents(provider).map(({ id }) => id),
      ...sandbox.zoom
        .meetings(provider.email)
        .filter((meeting) => !meeting.sandbox.isDeleted)
        .map(({ id }) => String(id)),
    ],
    countLeftovers: (meetingId) => core.db.$count(meetingLeftovers, eq(meetingLeftovers.meetingId, meetingId)),
    async told(userId) {
      const rows = await core.db
        .select({ kind: notifications.kind })
        .from(notifications)
        .where(eq(notifications.userId, userId))
      return rows.map(({ kind }) => kind).filter((kind) => kind === 'platform_changed' || kind.startsWith('link_'))
    },
    settle: () => settle(world),
  }
}
