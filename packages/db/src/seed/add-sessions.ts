import { inArray } from 'drizzle-orm'
import type { Transaction } from '../client.ts'
import { meetings, services, sessions } from '../schema.ts'
import { demoId } from './demo-id.ts'
import type { Occurrence } from './occurrences.ts'
import { personId } from './people.ts'
import { PROVIDERS } from './providers.ts'
import { demoService, serviceId } from './services.ts'

export interface DemoSession {
  id: string
  occurrence: Occurrence
  agreedAt: Date
}

export const isOver = ({ endsAt }: Occurrence, now: Date): boolean => endsAt <= now

/** Adds sessions that are not there yet, with a ready link where they meet online. Returns those it added. */
export async function addSessions<Session extends DemoSession>(
  tx: Transaction,
  wanted: readonly Session[],
  now: Date,
): Promise<Session[]> {
  if (wanted.length === 0) return []
  const rows = wanted.map(({ id, occurrence, agreedAt }) => ({
    id,
    serviceId: serviceId(occurrence.service),
    providerId: personId(demoService(occurrence.service).provider),
    startsAt: occurrence.startsAt,
    endsAt: occurrence.endsAt,
    timeZone: occurrence.timeZone,
    isSeen: true,
    status: isOver(occurrence, now) ? ('completed' as const) : ('scheduled' as const),
    createdAt: agreedAt,
    updatedAt: agreedAt,
  }))
  const inserted = await tx.insert(sessions).values(rows).onConflictDoNothing().returning({ id: sessions.id })
  const isNew = new Set(inserted.map(({ id }) => id))
  const added = wanted.filter(({ id }) => isNew.has(id))
  await addLinks(tx, added)
  return added
}

/** The provider has pasted the address of their own room into every one of them. */
async function addLinks(tx: Transaction, added: readonly DemoSession[]): Promise<void> {
  const ids = [...new Set(added.map(({ occurrence }) => serviceId(occurrence.service)))]
  const rows = await tx
    .select({ id: services.id, platform: services.platform })
    .from(services)
    .where(inArray(services.id, ids))
  const platforms = new Map(rows.map(({ id, platform }) => [id, platform]))
  const links = added.flatMap(({ id, occurrence, agreedAt }) => {
    const platform = platforms.get(serviceId(occurrence.service))
    if (!platform) return []
    return {
      id: demoId('meeting', id),
      sessionId: id,
      platform,
      status: 'ready' as const,
      source: 'manual' as const,
      joinUrl: PROVIDERS[demoService(occurrence.service).provider].room,
      desiredVersion: 1,
      syncedVersion: 1,
      readyAt: agreedAt,
      createdAt: agreedAt,
      updatedAt: agreedAt,
    }
  })
  if (links.length > 0) await tx.insert(meetings).values(links).onConflictDoNothing()
}
