import type { Transaction } from '@foyer/db/client'
import { breakers, connections } from '@foyer/db/schema'
import { and, eq, isNotNull } from 'drizzle-orm'
import { connectionScope } from './scopes.ts'

/** Lets calls for a connection go through again: its permission is another one, about which nothing is known yet. */
export async function forgetBreaker(tx: Transaction, connectionId: string): Promise<void> {
  await tx.delete(breakers).where(eq(breakers.scope, connectionScope(connectionId)))
  await tx
    .update(connections)
    .set({ resumesAt: null })
    .where(and(eq(connections.id, connectionId), isNotNull(connections.resumesAt)))
}
