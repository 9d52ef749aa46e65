import { openDatabase } from '@foyer/db/client'
import type { Places } from './furnish.ts'

/** What there is to look at for admins, beside the lists. */
export interface AdminPlaces {
  connectionId: string
  /** A repair that was aborted midway. */
  repairId: string
}

/** Ends what holds a platform back, so that whoever comes after the screens can use it. */
export async function unfurnishAdmin(databaseUrl: string): Promise<void> {
  const { db, close } = openDatabase(databaseUrl, { max: 1 })
  try {
    await db.execute(`delete from breakers where scope = 'platform:zoom'`)
  } finally {
    await close()
  }
}

/** Leaves a repair behind that was aborted midway, so that it has sessions in every stand and calls no platform, and a platform that is held back. */
export async function furnishAdmin(
  databaseUrl: string,
  adminEmail: string,
  { sessions }: Places,
): Promise<AdminPlaces> {
  const { db, close } = openDatabase(databaseUrl, { max: 1 })
  try {
    const [run] = await db.execute<{ id: string }>(
      `insert into repair_runs (name, filter, scope, status, started_by, aborted_by, started_at, finished_at)
       select 'After the outage', '{"platform": "google_meet"}', gen_random_uuid(), 'aborted', id, id,
         now() - interval '4 minutes', now() - interval '3 minutes'
       from users where email = '${adminEmail}' returning id`,
    )
    const repairId = run?.id ?? ''
    const items = [
      [sessions.open, 'asked'],
      [sessions.preparing, 'asked'],
      [sessions.needs, 'asked'],
      [sessions.failed, 'skipped'],
      [sessions.cancelled, 'asked'],
      [sessions.ready, 'waiting'],
    ] as const
    for (const [position, [sessionId, state]] of items.entries()) {
      await db.execute(
        `insert into repair_items (run_id, session_id, provider_id, position, state)
         select '${repairId}', id, provider_id, ${position}, '${state}' from sessions where id = '${sessionId}'`,
      )
    }
    await db.execute(
      `insert into breakers (scope, state, failures, reason, opens, opened_at, open_until)
       values ('platform:zoom', 'open', 5, 'unreachable', 2, now(), now() + interval '10 minutes') on conflict do nothing`,
    )
    const [connection] = await db.execute<{ id: string }>(
      `select id from connections where user_id = (select provider_id from sessions where id = '${sessions.open}')`,
    )
    return { repairId, connectionId: connection?.id ?? '' }
  } finally {
    await close()
  }
}
