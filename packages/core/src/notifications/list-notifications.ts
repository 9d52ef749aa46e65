import { notifications } from '@foyer/db/schema'
import type { NotificationDto } from '@foyer/shared/notifications'
import { desc, eq } from 'drizzle-orm'
import { signedIn } from '../accounts/signed-in.ts'
import type { Context } from '../context.ts'
import { findNoticeStates } from './notice-states.ts'

/** As many as a person looks through. */
const MOST = 50

/** What whoever acts was told lately, newest first. Throws `sign_in_required`. */
export async function listNotifications(ctx: Context): Promise<NotificationDto[]> {
  const rows = await ctx.db
    .select()
    .from(notifications)
    .where(eq(notifications.userId, signedIn(ctx)))
    .orderBy(desc(notifications.createdAt), desc(notifications.id))
    .limit(MOST)
  const states = await findNoticeStates(ctx, rows)
  return rows.map(({ id, kind, title, path, data, createdAt, readAt }) => ({
    id,
    kind,
    title,
    path,
    startsAt: data.startsAt ?? null,
    movedFrom: data.movedFrom ?? null,
    state: states.get(id) ?? null,
    createdAt: createdAt.toISOString(),
    readAt: readAt?.toISOString() ?? null,
  }))
}
