import { alerts } from '@foyer/db/schema'
import type { AlertKind, AlertOutcome } from '@foyer/shared/alerts'
import { and, eq, isNull, lte, or, sql } from 'drizzle-orm'
import { type Context, SYSTEM } from '../context.ts'
import { AlertNotTaken } from './alert-sender.ts'
import { describeAlert } from './describe-alert.ts'

type AlertRow = typeof alerts.$inferSelect

/** Longer than one post may take. */
const CLAIM_MS = 30_000
const FIRST_DELAY_MS = 5_000
const LONGEST_DELAY_MS = 15 * 60_000
/** A due post is left to its own job for this long. */
const LEFT_MS = 60_000
const MOST_LEFT = 100
/** An alert that nobody took for so long is given up; admins have it as a notice. */
const GIVE_UP_AFTER_MS: Record<AlertKind, number> = { links_missing: 60 * 60_000, setup_trouble: 24 * 60 * 60_000 }

/**
 * Posts an alert to the webhook, as it stands now; drops it when nothing is left of it. Doubled jobs post it once. After a
 * crash it may be posted again, under the same key: better twice than never.
 */
export async function postAlert(core: Context, { alertId }: { alertId: string }): Promise<void> {
  const ctx: Context = { ...core, actor: SYSTEM }
  const alert = await claimAlert(ctx, alertId)
  if (!alert) return
  const state = ctx.alertSender && (await describeAlert(ctx.db, ctx.now(), alert))
  if (!ctx.alertSender || !state) {
    await settle(ctx, alert, ctx.alertSender ? 'dropped' : 'off')
    return
  }
  const { text, count } = state
  try {
    await ctx.alertSender.post({ kind: alert.kind, text, count, url: `${ctx.config.appUrl}${alert.path}` }, alert.id)
  } catch (error) {
    if (!(error instanceof AlertNotTaken)) throw error
    ctx.log.warn({ id: alert.id, problem: error.problem }, 'an alert was not taken')
    await giveBack(ctx, alert, error.problem)
    return
  }
  await settle(ctx, alert, 'posted')
}

async function claimAlert(ctx: Context, id: string): Promise<AlertRow | null> {
  const now = ctx.now()
  const [claimed] = await ctx.db
    .update(alerts)
    .set({ claimedUntil: new Date(now.getTime() + CLAIM_MS), attempts: sql`${alerts.attempts} + 1` })
    .where(
      and(eq(alerts.id, id), isNull(alerts.outcome), or(isNull(alerts.claimedUntil), lte(alerts.claimedUntil, now))),
    )
    .returning()
  return claimed ?? null
}

/** Enqueues again what should have been posted by now: its job was lost. */
export async function postLeftAlerts(ctx: Context): Promise<void> {
  const dueAt = sql`coalesce(${alerts.claimedUntil}, ${alerts.createdAt})`
  const left = await ctx.db
    .select({ id: alerts.id })
    .from(alerts)
    .where(and(isNull(alerts.outcome), sql`${dueAt} < ${new Date(ctx.now().getTime() - LEFT_MS).toISOString()}`))
    .limit(MOST_LEFT)
  for (const { id } of left) await ctx.queue.enqueue(ctx.db, 'alert.post', { alertId: id })
}

/** The number of tries is the fence: whoever claims after us raises it. */
const isClaimed = ({ id, attempts }: AlertRow) =>
  and(eq(alerts.id, id), eq(alerts.attempts, attempts), isNull(alerts.outcome))

async function settle(ctx: Context, alert: AlertRow, outcome: AlertOutcome): Promise<void> {
  await ctx.db.update(alerts).set({ outcome, claimedUntil: null }).where(isClaimed(alert))
}

async function giveBack(ctx: Context, alert: AlertRow, problem: string): Promise<void> {
  const delayMs = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** alert.attempts) * (0.5 + ctx.random() / 2)
  const next = new Date(ctx.now().getTime() + delayMs)
  const isOver = next.getTime() > alert.createdAt.getTime() + GIVE_UP_AFTER_MS[alert.kind]
  await ctx.db.transaction(async (tx) => {
    const back = await tx
      .update(alerts)
      .set({ problem, claimedUntil: next, outcome: isOver ? 'failed' : null })
      .where(isClaimed(alert))
      .returning({ id: alerts.id })
    if (back.length > 0 && !isOver)
      await ctx.queue.enqueue(tx, 'alert.post', { alertId: alert.id }, { startAfter: next })
  })
}
