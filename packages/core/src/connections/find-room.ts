import type { Queryable } from '@foyer/db/client'
import { connections } from '@foyer/db/schema'
import { openRoom } from '@foyer/meetings/custom-room/description'
import { PlatformError } from '@foyer/meetings/platform'
import { type ConnectionStatus, connectionIsUsable } from '@foyer/shared/connections'
import type { Room } from '@foyer/shared/rooms'
import { and, eq } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { SealBroken } from '../security/keyring.ts'
import { actingProvider } from './acting-provider.ts'
import { findSecret, openToken } from './secrets.ts'

/** The room that the acting provider has set, to be read and changed by nobody else; null where there is none. */
export async function getRoom(ctx: Context): Promise<Room | null> {
  const stored = await findStoredRoom(ctx, ctx.db, actingProvider(ctx))
  if (!stored || !connectionIsUsable(stored.status)) return null
  const { kind, address } = stored.room
  return { kind, address }
}

interface StoredRoom {
  status: ConnectionStatus
  /** As it is kept among the tokens. */
  description: string
  room: Room
}

/** A provider's room as it is stored; null too where what is stored can no longer be opened or read. */
export async function findStoredRoom(ctx: Context, db: Queryable, userId: string): Promise<StoredRoom | null> {
  const [connection] = await db
    .select({ id: connections.id, status: connections.status })
    .from(connections)
    .where(and(eq(connections.userId, userId), eq(connections.platform, 'custom_room')))
  const secret = connection && (await findSecret(db, connection.id))
  if (!secret) return null
  try {
    const description = openToken(ctx, connection.id, 'access_token', secret.accessToken)
    return { status: connection.status, description, room: openRoom(description) }
  } catch (error) {
    if (error instanceof SealBroken || error instanceof PlatformError) return null
    throw error
  }
}
