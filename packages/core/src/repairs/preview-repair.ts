import { connections, meetings, sessions } from '@foyer/db/schema'
import { MEETING_REASON_OWNERS, type MeetingReason } from '@foyer/shared/meetings'
import { PLATFORMS, type Platform } from '@foyer/shared/platforms'
import type { PreviewRepairInput } from '@foyer/shared/repair-schema'
import { MOST_REPAIRED, type RepairPreviewDto, type RepairReasonDto } from '@foyer/shared/repairs'
import { eq } from 'drizzle-orm'
import { requireRole } from '../accounts/signed-in.ts'
import type { Context } from '../context.ts'
import { ofItsConnection } from '../meetings/conditions.ts'
import { isAsked, planRepair, type RepairStep } from './plan-repair.ts'
import { repairSeconds } from './repair-rate.ts'
import { repairScopeOf, sessionsInScope } from './repair-scope.ts'

/** What a repair would do, without doing anything: no row is written, no platform is called. Throws `role_required`. */
export async function previewRepair(ctx: Context, input: PreviewRepairInput): Promise<RepairPreviewDto> {
  requireRole(ctx, 'admin')
  const now = ctx.now()
  const rows = await loadScope(ctx, input)
  const steps = new Map<RepairStep, number>()
  const reasons = new Map<MeetingReason, number>()
  const calls = new Map<Platform, number>()
  const ofProvider = new Map<string, number>()
  for (const { session, meeting, connection } of rows.slice(0, MOST_REPAIRED)) {
    const { step, reason } = planRepair(session, meeting, connection, now)
    addOne(steps, step)
    if (reason) addOne(reasons, reason)
    if (!isAsked(step)) continue
    addOne(calls, meeting.platform)
    addOne(ofProvider, session.providerId)
  }
  const of = (step: RepairStep) => steps.get(step) ?? 0
  return {
    total: Math.min(rows.length, MOST_REPAIRED),
    hasMore: rows.length > MOST_REPAIRED,
    create: of('create'),
    adopt: of('adopt'),
    update: of('update'),
    remove: of('remove'),
    inOrder: of('inOrder'),
    held: of('held'),
    blocked: of('blocked'),
    reasons: toReasons(reasons),
    calls: PLATFORMS.flatMap((platform) => {
      const count = calls.get(platform)
      return count ? [{ platform, count }] : []
    }),
    seconds: repairSeconds(ofProvider),
  }
}

function loadScope({ db, now }: Context, input: PreviewRepairInput) {
  const chosen = sessionsInScope(db, now(), repairScopeOf(input)).as('chosen')
  return db
    .select({ session: sessions, meeting: meetings, connection: connections })
    .from(chosen)
    .innerJoin(sessions, eq(sessions.id, chosen.sessionId))
    .innerJoin(meetings, eq(meetings.sessionId, sessions.id))
    .leftJoin(connections, ofItsConnection())
    .orderBy(sessions.startsAt, sessions.id)
    .limit(MOST_REPAIRED + 1)
}

const addOne = <Key>(counts: Map<Key, number>, key: Key) => counts.set(key, (counts.get(key) ?? 0) + 1)

/** Reasons with who has to act, the most frequent first. */
export const toReasons = (counts: ReadonlyMap<MeetingReason, number>): RepairReasonDto[] =>
  [...counts]
    .map(([reason, count]) => ({ reason, owner: MEETING_REASON_OWNERS[reason], count }))
    .toSorted((a, b) => b.count - a.count)
