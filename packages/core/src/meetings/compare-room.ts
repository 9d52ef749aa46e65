import type { Transaction } from '@foyer/db/client'
import { meetings, providers, sessions } from '@foyer/db/schema'
import type { Platform } from '@foyer/shared/platforms'
import { eq } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { wantMeeting } from './want-meeting.ts'

/** A room that is ready, and what its provider wants to become of changes by hand. */
export interface ComparedRoom {
  sessionId: string
  meetingId: string
  platform: Platform
  providerId: string
  handEdits: (typeof providers.$inferSelect)['handEdits']
}

/** What a query over meetings, their sessions and providers has to select for it. */
export const COMPARED_ROOM = {
  sessionId: sessions.id,
  meetingId: meetings.id,
  platform: meetings.platform,
  providerId: sessions.providerId,
  handEdits: providers.handEdits,
}

/**
 * Has a ready room compared with what it should be, and put right unless its provider wants to be asked first. The
 * platform is only written to where something differs.
 */
export async function compareRoom(ctx: Context, tx: Transaction, room: ComparedRoom): Promise<void> {
  if (room.handEdits === 'ask') await onlyLook(ctx, tx, room)
  else await wantMeeting(ctx, tx, room)
}

/** Without raising the wanted version: there is nothing to write. */
async function onlyLook(ctx: Context, tx: Transaction, { meetingId, providerId }: ComparedRoom): Promise<void> {
  await tx.update(meetings).set({ checkDue: true }).where(eq(meetings.id, meetingId))
  await ctx.queue.enqueue(tx, 'meeting.sync', { meetingId, providerId })
}
