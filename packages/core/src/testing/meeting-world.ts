import { bookings, meetingAttempts, meetings, services, sessions } from '@foyer/db/schema'
import { createPlatforms } from '@foyer/meetings/platforms'
import { type Sandbox, startSandbox } from '@foyer/sandbox/server'
import type { PlatformPermission } from '@foyer/shared/connections'
import type { Platform } from '@foyer/shared/platforms'
import { eq } from 'drizzle-orm'
import { completeConnection } from '../connections/complete-connection.ts'
import { startConnection } from '../connections/start-connection.ts'
import type { Context, Core } from '../context.ts'
import { syncMeeting } from '../meetings/sync-meeting.ts'
import { wantMeeting } from '../meetings/want-meeting.ts'
import { openTestCore, type TestCore } from './test-core.ts'

type Provider = Context & { userId: string; email: string }

/** The platforms that are connected by consent, each of them played by the sandbox. */
export type OAuthPlatform = 'google_meet' | 'zoom' | 'teams'

export interface MeetingWorld extends TestCore {
  sandbox: Sandbox
  /** The same core with another deadline for calls to the platform. */
  impatient(timeoutMs: number): Core
  /** A provider with an account of its own at Google, connected unless told otherwise. */
  addProvider(options?: { isConnected?: boolean }): Promise<Provider>
  /** Goes through consent, as `scopes` or in full, asking for `permissions` besides. */
  connect(
    provider: Provider,
    scopes?: string[],
    platform?: OAuthPlatform,
    permissions?: PlatformPermission[],
  ): ReturnType<typeof completeConnection>
  /** A confirmed private session four days ahead whose meeting is wanted; every call takes the next hour. */
  addSession(provider: Provider, platform?: Platform): Promise<{ sessionId: string; meetingId: string }>
  /** Changes the session and wants its meeting again, as a use-case does. */
  changeSession(sessionId: string, change: Partial<typeof sessions.$inferInsert>): Promise<void>
  sync(meetingId: string): Promise<void>
  /** Moves the clock to the meeting's next try and syncs. */
  syncWhenDue(meetingId: string): Promise<void>
  meeting(meetingId: string): Promise<typeof meetings.$inferSelect>
  attempts(meetingId: string): Promise<string[]>
  /** Events that are alive in the provider's calendar. */
  liveEvents(provider: Provider): ReturnType<Sandbox['google']['events']>
  countCalls(operation: string, provider: Provider): number
}

const HOUR = 3_600_000

/** What the world's platforms sign their notifications with. */
export const WEBHOOK_SECRET = 'canary-webhook-secret'

/** A core whose platforms, only Google unless told otherwise, are the sandbox; all share one clock that stands still. */
export async function openMeetingWorld(
  overrides: Partial<Core> = {},
  names: readonly OAuthPlatform[] = ['google_meet'],
): Promise<MeetingWorld> {
  let now = new Date('2026-11-21T09:00:00Z')
  const clock = overrides.now ?? (() => now)
  const sandbox = await startSandbox({ now: clock })
  const platformsWithin = (timeoutMs?: number) =>
    createPlatforms(
      Object.fromEntries(
        names.map((name) => [
          name,
          {
            clientId: 'foyer-test',
            clientSecret: 'canary-client-secret',
            origin: sandbox.origin,
            webhookSecret: WEBHOOK_SECRET,
          },
        ]),
      ),
      { now: clock, timeoutMs },
    )
  const vendors = { google_meet: sandbox.google, zoom: sandbox.zoom, teams: sandbox.microsoft }
  const testCore = await openTestCore({ platforms: platformsWithin(), now: clock, ...overrides })
  const { core } = testCore
  let hours = 0

  const world: MeetingWorld = {
    ...testCore,
    sandbox,
    impatient: (timeoutMs) => ({ ...core, platforms: platformsWithin(timeoutMs) }),
    setNow: (next) => {
      now = next
    },
    async addProvider({ isConnected = true } = {}) {
      const provider = await testCore.addUser('provider')
      sandbox.google.addAccount({ email: provider.email })
      if (isConnected) await world.connect(provider)
      return provider
    },
    async connect(provider, scopes, platform = 'google_meet', permissions) {
      vendors[platform].setConsent({ mode: 'grant', account: provider.email, ...(scopes ? { scopes } : {}) })
      const { authorizationUrl, cookie } = await startConnection(provider, { platform, permissions })
      const answer = await fetch(authorizationUrl, { redirect: 'manual' })
      const { error_description: errorDescription, ...query } = Object.fromEntries(
        new URL(answer.headers.get('location') ?? '').searchParams,
      )
      return completeConnection(provider, { platform, query: { ...query, errorDescription }, cookie })
    },
    async addSession(provider, platform = 'google_meet') {
      const customer = await testCore.addUser('customer', { name: 'Jonas Meier' })
      hours += 1
      const startsAt = new Date(Math.floor(clock().getTime() / HOUR) * HOUR + (4 * 24 + hours) * HOUR)
      const endsAt = new Date(startsAt.getTime() + HOUR / 2)
      return core.db.transaction(async (tx) => {
        const [service] = await tx
          .insert(services)
          .values({
            providerId: provider.userId,
            title: 'First conversation',
            kind: 'private',
            mode: 'online',
            platform,
            durationMinutes: 30,
            slotStepMinutes: 30,
            confirmation: 'manual',
          })
          .returning()
        const place = {
          serviceId: service?.id ?? '',
          providerId: provider.userId,
          startsAt,
          endsAt,
          timeZone: 'Europe/Lisbon',
        }
        const [session] = await tx.insert(sessions).values(place).returning()
        const sessionId = session?.id ?? ''
        await tx.insert(bookings).values({ ...place, sessionId, customerId: customer.userId, status: 'confirmed' })
        await wantMeeting(provider, tx, { sessionId, platform })
        const [meeting] = await tx.select().from(meetings).where(eq(meetings.sessionId, sessionId))
        return { sessionId, meetingId: meeting?.id ?? '' }
      })
    },
    async changeSession(sessionId, change) {
      const provider: Context = { ...core, actor: { kind: 'system' } }
      await core.db.transaction(async (tx) => {
        await tx.update(sessions).set(change).where(eq(sessions.id, sessionId))
        const [meeting] = await tx.select().from(meetings).where(eq(meetings.sessionId, sessionId))
        await wantMeeting(provider, tx, { sessionId, platform: meeting?.platform ?? 'google_meet' })
      })
    },
    sync: (meetingId) => syncMeeting({ ...core, actor: { kind: 'system' } }, { meetingId, providerId: 'anybody' }),
    async syncWhenDue(meetingId) {
      const { nextAttemptAt } = await world.meeting(meetingId)
      if (!nextAttemptAt) throw new Error('Nothing is due.')
      if (nextAttemptAt > now) now = nextAttemptAt
      await world.sync(meetingId)
    },
    async meeting(meetingId) {
      const [meeting] = await core.db.select().from(meetings).where(eq(meetings.id, meetingId))
      if (!meeting) throw new Error('There is no such meeting.')
      return meeting
    },
    async attempts(meetingId) {
      const rows = await core.db
        .select()
        .from(meetingAttempts)
        .where(eq(meetingAttempts.meetingId, meetingId))
        .orderBy(meetingAttempts.at)
      return rows.map(({ operation, outcome }) => `${operation} ${outcome}`)
    },
    liveEvents: (provider) => sandbox.google.events(provider.email).filter(({ status }) => status !== 'cancelled'),
    countCalls: (operation, provider) => sandbox.calls.list({ operation, account: provider.email }).length,
    async [Symbol.asyncDispose]() {
      await testCore[Symbol.asyncDispose]()
      await sandbox.close()
    },
  }
  return world
}
