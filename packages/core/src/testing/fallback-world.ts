import { connections, meetingLeftovers, services, sessions } from '@foyer/db/schema'
import type { FallbackStep } from '@foyer/shared/services'
import { eq } from 'drizzle-orm'
import { actAs, SYSTEM } from '../context.ts'
import { removeLeftover } from '../fallback/remove-leftover.ts'
import { sweepLeftovers } from '../fallback/sweep-leftovers.ts'
import { useFallbacks } from '../fallback/use-fallbacks.ts'
import { type MeetingWorld, openMeetingWorld } from './meeting-world.ts'

type Provider = Awaited<ReturnType<MeetingWorld['addProvider']>>

export interface FallbackWorld extends MeetingWorld {
  /** Another account, connected as the provider's Zoom; its events are those of the returned provider. */
  addZoom(provider: Provider): Promise<Provider>
  /** A session whose service has this chain; `at` moves the clock to so many minutes before its start. */
  addChained(
    provider: Provider,
    ...fallback: FallbackStep[]
  ): Promise<{ sessionId: string; meetingId: string; startsAt: Date; at: (minutesBefore: number) => void }>
  /** Has an account refuse every new event until the faults are cleared. */
  refuse(provider: Provider, reason: string): void
  useFallbacks(): Promise<number>
  leftovers(meetingId: string): Promise<(typeof meetingLeftovers.$inferSelect)[]>
  /** What the sweep of each minute sets off. */
  removeLeftovers(meetingId: string): Promise<void>
  passMinutes(minutes: number): void
}

const MINUTE = 60_000

/** A world with a second platform: the same adapter under another name, for who is asked and when is what is tested. */
export async function openFallbackWorld(): Promise<FallbackWorld> {
  const world = await openMeetingWorld()
  const { core } = world
  const google = core.platforms.google_meet
  if (!google) throw new Error('There is no adapter.')
  core.platforms.zoom = { ...google, platform: 'zoom' }
  const ctx = actAs(core, SYSTEM)
  const leftovers = (meetingId: string) =>
    core.db.select().from(meetingLeftovers).where(eq(meetingLeftovers.meetingId, meetingId))
  return {
    ...world,
    async addZoom(provider) {
      const second = await world.addProvider()
      await core.db
        .update(connections)
        .set({ userId: provider.userId, platform: 'zoom' })
        .where(eq(connections.userId, second.userId))
      return second
    },
    async addChained(provider, ...fallback) {
      const made = await world.addSession(provider)
      const [session] = await core.db.select().from(sessions).where(eq(sessions.id, made.sessionId))
      if (!session) throw new Error('There is no session.')
      const chain = { fallback, fallbackMinutesBefore: 15 }
      await core.db.update(services).set(chain).where(eq(services.id, session.serviceId))
      const { startsAt } = session
      return { ...made, startsAt, at: (minutes) => world.setNow(new Date(startsAt.getTime() - minutes * MINUTE)) }
    },
    refuse(provider, reason) {
      const fault = { operation: 'google.events.insert', kind: 'status', status: 403, times: 'unlimited' } as const
      world.sandbox.faults.add({ ...fault, account: provider.email, reason })
    },
    useFallbacks: () => useFallbacks(ctx),
    leftovers,
    async removeLeftovers(meetingId) {
      await sweepLeftovers(ctx)
      for (const { id } of await leftovers(meetingId))
        await removeLeftover(ctx, { leftoverId: id, providerId: 'anybody' })
    },
    passMinutes: (minutes) => world.setNow(new Date(core.now().getTime() + minutes * MINUTE)),
  }
}
