import { setTimeout as sleep } from 'node:timers/promises'
import { say } from '../lib/say.ts'
import { isConnected, reconnect, USUAL_LIFETIME_S } from './happen.ts'
import { BACKUP_MINUTES } from './people.ts'
import { persistently, type Stage } from './run-stories.ts'
import { VENDOR_PLATFORMS } from './vendors.ts'

const LOOK_EVERY_MS = 1500
const TELL_EVERY_MS = 15_000
/** So often in a row nothing may be left to do. */
const QUIET_LOOKS = 3

/** Ends every fault, and has those act who have to: providers whose permission is gone connect again. */
export async function endTroubles(stage: Stage): Promise<void> {
  const { world, people, record } = stage
  world.sandbox.faults.clear()
  for (const platform of VENDOR_PLATFORMS) world.vendors[platform].setTokenLifetime(USUAL_LIFETIME_S)
  for (const { email } of people.providers)
    world.sandbox.google.setConferences({ account: email, pendingReads: 0, outcome: 'success' })
  for (const provider of people.providers) {
    if (!(await isConnected(provider))) await reconnect({ ...stage, provider })
  }
  // What somebody did by hand is looked at in time before the session; here that time has come.
  const edited = [...record.editedByHand]
  if (edited.length > 0)
    await persistently(
      () => world.sql`
        update meetings set last_attempt_at = now() - interval '2 hours'
        where session_id in ${world.sql(edited)} and status = 'ready' and next_attempt_at is null`,
    )
  await persistently(() => world.core.queue.enqueue(world.core.db, 'meeting.check', {}))
}

/** Providers press "Try all" where Foyer has given up and says that somebody has to act. Returns how many did. */
export async function pressRetry({ world, people }: Stage): Promise<number> {
  const waiting = await persistently(
    () => world.sql<{ provider_id: string }[]>`
      select distinct s.provider_id from meetings m join sessions s on s.id = m.session_id
      where s.status = 'scheduled' and m.status in ('failed', 'blocked') and m.next_attempt_at is null`,
  )
  for (const { provider_id } of waiting) {
    const provider = people.providers.find(({ id }) => id === provider_id)
    if (provider) await persistently(() => provider.api.meetings.repairMine.mutate())
  }
  return waiting.length
}

/** Waits until nothing moves any more, and says what still does when the time is over. */
export async function waitUntilQuiet(stage: Stage, longestMs: number): Promise<string[]> {
  const giveUpAt = Date.now() + longestMs
  let quietLooks = 0
  let toldAt = Date.now()
  for (;;) {
    const left = await persistently(() => listUnsettled(stage))
    quietLooks = left.length === 0 ? quietLooks + 1 : 0
    if (quietLooks >= QUIET_LOOKS) return []
    if (Date.now() > giveUpAt) return left
    if (Date.now() - toldAt > TELL_EVERY_MS) {
      say(`Waiting for ${left.length} things, such as: ${left[0] ?? 'staying quiet'}`)
      toldAt = Date.now()
    }
    await sleep(LOOK_EVERY_MS)
  }
}

/**
 * One line for each thing that Foyer still has to do. Where a company lets nothing more be made before midnight, what waits
 * for that stays as it is, unless it is so near that the backup is to take over.
 */
async function listUnsettled({ world: { sql }, people }: Stage): Promise<string[]> {
  const spent = people.providers.flatMap(({ hasBackup, id }) => (hasBackup ? [id] : []))
  const rows = await sql<{ what: string }[]>`
    select concat_ws(' ', 'meeting', m.id, m.status, m.reason, 'next', m.next_attempt_at) as what
    from meetings m join sessions s on s.id = m.session_id
    where (m.next_attempt_at is not null or m.claimed_until > now()
      or (m.synced_version < m.desired_version and m.status <> 'blocked')
      or (s.status = 'cancelled' and m.status <> 'cancelled'))
      and not (s.provider_id = any(${spent}) and m.next_attempt_at > now() + interval '10 minutes'
        and s.status = 'scheduled' and (m.status = 'ready' or s.starts_at > now() + ${BACKUP_MINUTES} * interval '1 minute'))
    union all
    select concat_ws(' ', 'session', s.id, 'without a meeting') from sessions s left join meetings m on m.session_id = s.id
    where m.id is null and s.status = 'scheduled'
    union all
    select concat_ws(' ', 'connection', id, status) from connections where status in ('disconnecting', 'checking')
    union all
    select concat_ws(' ', 'mail of notice', id, kind, 'after', mail_attempts) from notifications
    where mailed_at is null and mail_outcome is null`
  return rows.map(({ what }) => what)
}
