import type { Transaction } from '@foyer/db/client'
import { alerts, users } from '@foyer/db/schema'
import type { AlertKind } from '@foyer/shared/alerts'
import { eq } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { notify } from '../notifications/notify.ts'

/** Something that those who run the installation have to see to. */
export interface OperatorNews {
  kind: AlertKind
  /** Nobody is told twice under the same key. */
  dedupeKey: string
  /** One sentence, with nobody's name in it: it leaves the installation. */
  text: string
  /** How many it concerns. */
  count: number
  /** The page of ours that shows it. */
  path: string
  data?: Record<string, string>
}

/** Tells every admin by notice and mail, and the webhook for alerts, in this transaction; false when it was told before. */
export async function tellOperators(ctx: Context, tx: Transaction, news: OperatorNews): Promise<boolean> {
  const { kind, dedupeKey, text, path, data = {} } = news
  const [alert] = await tx
    .insert(alerts)
    .values({ ...news, data, createdAt: ctx.now() })
    .onConflictDoNothing({ target: alerts.dedupeKey })
    .returning({ id: alerts.id })
  if (!alert) return false
  const admins = await tx.select({ id: users.id }).from(users).where(eq(users.role, 'admin')).orderBy(users.id)
  for (const { id } of admins) await notify(ctx, tx, { userId: id, kind, dedupeKey, title: text, path, data })
  await ctx.queue.enqueue(tx, 'alert.post', { alertId: alert.id })
  return true
}
