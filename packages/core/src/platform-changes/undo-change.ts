import type { UndoChangeInput } from '@foyer/shared/platform-change-schema'
import type { Context } from '../context.ts'
import { lockOwnMeeting } from '../meetings/lock-own-meeting.ts'
import { undoMeeting } from './undo-meeting.ts'

/**
 * Leaves a session where its link leads, while the change of its platform has brought no new one, for its provider and
 * admins. Nobody is told, because nothing has changed for them; a change that has come to its end is not undone. Throws
 * as `lockOwnMeeting`.
 */
export async function undoChange(ctx: Context, { sessionId }: UndoChangeInput): Promise<{ ok: true }> {
  await ctx.db.transaction(async (tx) => undoMeeting(ctx, tx, await lockOwnMeeting(ctx, tx, sessionId)))
  return { ok: true }
}
