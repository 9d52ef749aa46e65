import { connections, providers } from '@foyer/db/schema'
import type { SetOwnCalendarInput } from '@foyer/shared/calendar-schema'
import type { OwnCalendarDto } from '@foyer/shared/calendars'
import { eq } from 'drizzle-orm'
import { requireProvider } from '../accounts/require-provider.ts'
import { writeAudit } from '../audit/write-audit.ts'
import type { Context } from '../context.ts'
import { forgetBusyTimes } from './calendar-access.ts'
import { getOwnCalendar } from './get-own-calendar.ts'

/**
 * Says whether the own calendar of whoever acts closes slots, and what holds while it is not known. What is not to be used
 * is wiped; what is to be used is read at once. Throws `sign_in_required` or `role_required`.
 */
export async function setOwnCalendar(ctx: Context, input: SetOwnCalendarInput): Promise<OwnCalendarDto> {
  return ctx.db.transaction(async (tx) => {
    const { id, usesOwnCalendar, whenCalendarUnknown } = await requireProvider(ctx, tx)
    const { isUsed = usesOwnCalendar, whenUnknown = whenCalendarUnknown } = input
    await tx
      .update(providers)
      .set({ usesOwnCalendar: isUsed, whenCalendarUnknown: whenUnknown })
      .where(eq(providers.id, id))
    await writeAudit(ctx, tx, {
      action: 'availability.set_own_calendar',
      subjectType: 'user',
      subjectId: id,
      data: { isUsed, whenUnknown },
    })
    if (isUsed && !usesOwnCalendar) await ctx.queue.enqueue(tx, 'calendar.read', {})
    if (!isUsed) {
      const theirs = await tx.select({ id: connections.id }).from(connections).where(eq(connections.userId, id))
      for (const connection of theirs) await forgetBusyTimes(tx, connection.id)
    }
    return getOwnCalendar(ctx, tx)
  })
}
