import { connections } from '@foyer/db/schema'
import { eq } from 'drizzle-orm'
import { INTEGRATIONS_PATH } from '../connections/start-connection.ts'
import { causeOf, cureOf, impactOf, isLost, nudgeTitle } from './connection-words.ts'
import type { WriteLetter } from './letter.ts'
import { countWaiting } from './waiting-sessions.ts'

/** That a connection was lost: one cause, what waits for it, and the one thing to do. Overtaken as soon as it is mended. */
export const writeConnectionLetter: WriteLetter = async (ctx, db, { notice: { data }, reader }) => {
  if (!data.connectionId) return null
  const [connection] = await db.select().from(connections).where(eq(connections.id, data.connectionId))
  const isSameLoss = connection && isLost(connection) && connection.statusChangedAt.toISOString() === data.lostSince
  if (!isSameLoss) return null
  const waiting = await countWaiting(db, connection, ctx.now())
  return {
    subject: nudgeTitle(connection, waiting.count),
    paragraphs: [
      `${causeOf(connection, reader.timeZone)} ${impactOf(waiting, reader.timeZone)}`,
      { label: cureOf(connection, waiting), href: `${ctx.config.appUrl}${INTEGRATIONS_PATH}` },
    ],
  }
}
