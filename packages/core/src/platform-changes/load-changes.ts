import { meetings, platformChangeItems, platformChanges, services, sessions } from '@foyer/db/schema'
import type { PlatformChangeDto } from '@foyer/shared/platform-changes'
import { asc, desc, eq } from 'drizzle-orm'
import { actingProvider } from '../connections/acting-provider.ts'
import type { Context } from '../context.ts'

/** That a change of many is through is told for so long. */
const DONE_TOLD_MS = 10 * 60_000
/** What is left of one after that stands on its sessions. */
const LONGEST_TOLD_MS = 24 * 60 * 60_000

type ChangeRow = typeof platformChanges.$inferSelect

/** How far a change is, from the meetings as they are now. */
export async function getChange(ctx: Context, changeId: string): Promise<PlatformChangeDto> {
  const [change] = await ctx.db.select().from(platformChanges).where(eq(platformChanges.id, changeId))
  if (!change) throw new Error('A change of platform that was just begun is gone.')
  return (await toDto(ctx, change)).dto
}

/**
 * The newest change of many sessions of whoever acts, while it is under way or was just finished; else null. What becomes
 * of a single session its own page shows. Throws `sign_in_required` and `role_required`.
 */
export async function findLastChange(ctx: Context): Promise<PlatformChangeDto | null> {
  const providerId = actingProvider(ctx)
  const [change] = await ctx.db
    .select()
    .from(platformChanges)
    .where(eq(platformChanges.providerId, providerId))
    .orderBy(desc(platformChanges.startedAt))
    .limit(1)
  const age = change ? ctx.now().getTime() - change.startedAt.getTime() : 0
  if (!change || age > LONGEST_TOLD_MS) return null
  const { dto, lastReadyAt } = await toDto(ctx, change)
  if (dto.total < 2) return null
  const sinceReady = ctx.now().getTime() - Math.max(change.startedAt.getTime(), lastReadyAt)
  return dto.underWay === 0 && sinceReady > DONE_TOLD_MS ? null : dto
}

async function toDto(
  { db, now }: Context,
  { id, platform, startedAt }: ChangeRow,
): Promise<{ dto: PlatformChangeDto; lastReadyAt: number }> {
  const rows = await db
    .select({
      sessionId: sessions.id,
      title: services.title,
      startsAt: sessions.startsAt,
      endsAt: sessions.endsAt,
      sessionStatus: sessions.status,
      state: platformChangeItems.state,
      meeting: meetings,
    })
    .from(platformChangeItems)
    .innerJoin(sessions, eq(sessions.id, platformChangeItems.sessionId))
    .innerJoin(services, eq(services.id, sessions.serviceId))
    .innerJoin(meetings, eq(meetings.sessionId, sessions.id))
    .where(eq(platformChangeItems.changeId, id))
    .orderBy(asc(platformChangeItems.position))
  const isComing = ({ sessionStatus, endsAt }: (typeof rows)[number]) => sessionStatus === 'scheduled' && endsAt > now()
  const isUnderWay = (row: (typeof rows)[number]) =>
    isComing(row) && (row.state === 'waiting' || (row.state === 'changed' && row.meeting.changeId === id))
  const underWay = rows.filter(isUnderWay)
  const done = rows.filter(
    (row) => row.state === 'changed' && row.meeting.changeId === null && row.meeting.platform === platform,
  )
  const dto: PlatformChangeDto = {
    id,
    platform,
    startedAt: startedAt.toISOString(),
    total: rows.length,
    done: done.length,
    underWay: underWay.length,
    left: rows.length - done.length - underWay.length,
    stuck: underWay.flatMap(({ sessionId, title, startsAt, meeting, state }) =>
      state === 'changed' && meeting.reason !== null && meeting.reason !== 'room_pending'
        ? [
            {
              sessionId,
              title,
              startsAt: startsAt.toISOString(),
              reason: meeting.reason,
              hasLink: meeting.oldPlace !== null,
            },
          ]
        : [],
    ),
  }
  return { dto, lastReadyAt: Math.max(0, ...done.map(({ meeting }) => meeting.lastAttemptAt?.getTime() ?? 0)) }
}
