import { notifications } from '@foyer/db/schema'
import type { MarkNotificationsReadInput } from '@foyer/shared/notification-schema'
import { and, eq, inArray, isNull } from 'drizzle-orm'
import { signedIn } from '../accounts/signed-in.ts'
import type { Context } from '../context.ts'

/** Marks own notifications as read, these or all; others' ids are passed over. Throws `sign_in_required`. */
export async function markNotificationsRead(
  ctx: Context,
  input: MarkNotificationsReadInput,
): Promise<{ marked: number }> {
  const marked = await ctx.db
    .update(notifications)
    .set({ readAt: ctx.now() })
    .where(
      and(
        eq(notifications.userId, signedIn(ctx)),
        isNull(notifications.readAt),
        input.ids && inArray(notifications.id, input.ids),
      ),
    )
    .returning({ id: notifications.id })
  return { marked: marked.length }
}
