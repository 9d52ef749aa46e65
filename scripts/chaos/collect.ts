import { findSecret, openToken } from '@foyer/core/connections/secrets'
import type { ConnectionStatus } from '@foyer/shared/connections'
import type { Platform } from '@foyer/shared/platforms'
import type { SessionStatus } from '@foyer/shared/sessions'
import type { History, MeetingFact, SessionFact, TokenFact } from './history.ts'
import type { Provider } from './people.ts'
import type { Plan } from './plan.ts'
import { persistently, type Stage } from './run-stories.ts'
import { isVendor, VENDOR_PLATFORMS } from './vendors.ts'
import type { Watch } from './watch.ts'

/** Of so many group sessions each participant is asked for the link. */
const MOST_GROUPS_READ = 300

/** Gathers what the judges look at, once all is quiet. */
export async function collectHistory(
  stage: Stage,
  plan: Plan,
  { watch, unsettled, startedAt }: { watch: Watch; unsettled: string[]; startedAt: Date },
): Promise<History> {
  const { world, record, people } = stage
  await searchDatabase(stage)
  const bookings = await world.sql<{ id: string; status: string }[]>`select id, status from bookings`
  const sessions = await listSessions(stage)
  const tokens = await listTokens(stage)
  const emailsOf = (providers: number[]) => providers.flatMap((index) => people.providers[index]?.email ?? [])
  return {
    stages: plan.stages,
    startedAt,
    endedAt: new Date(),
    sessions,
    events: VENDOR_PLATFORMS.flatMap((platform) => world.vendors[platform].rooms()),
    creates: watch.creates(),
    notices: await world.sql`
      select id, user_id as "userId", kind, dedupe_key as "dedupeKey", data->>'bookingId' as "bookingId",
        created_at as "createdAt", mailed_at as "mailedAt", mail_outcome as outcome
      from notifications`,
    mails: watch.mails,
    audit: await world.sql`
      select at, action, subject_id as "subjectId", data from audit_entries
      where action like 'meeting.%' or action = 'booking.reschedule' order by at, ctid`,
    tokens,
    waiting: watch.waiting,
    acts: record.acts,
    promised: [...record.promised.values()],
    bookingStatus: new Map(bookings.map(({ id, status }) => [id, status])),
    linksRead: await readLinks(stage, sessions),
    databaseTroubles: record.databaseTroubles,
    sickAccounts: emailsOf(plan.sick),
    spentAccounts: emailsOf(plan.spent),
    ownRooms: new Map(people.providers.flatMap((one) => (isVendor(one.platform) ? [] : [[one.email, linksOf(one)]]))),
    unsettled,
    leaks: world.leaks.found([
      ...VENDOR_PLATFORMS.flatMap((platform) => world.vendors[platform].issuedSecrets()),
      ...tokens.flatMap(({ platform, stored }) => (isVendor(platform) || stored === null ? [] : roomSecrets(stored))),
    ]),
    charactersSearched: Object.values(world.leaks.amounts()).reduce((sum, amount) => sum + amount, 0),
  }
}

type SessionRow = Omit<SessionFact, 'meeting' | 'status' | 'connection'> & {
  status: SessionStatus
  connection: ConnectionStatus | null
} & { meeting: (Omit<MeetingFact, DateField> & { [Key in DateField]: string | null }) | null }
type DateField = 'nextAttemptAt' | 'createdAt' | 'readyAt'

async function listSessions({ world: { sql } }: Stage): Promise<SessionFact[]> {
  const rows = await sql<SessionRow[]>`
    select s.id as "sessionId", coalesce(m.platform, v.platform) as platform, u.email as account, s.status, s.starts_at as "startsAt", s.ends_at as "endsAt",
      s.time_zone as "timeZone", v.mode = 'online' as "isOnline", c.status as connection,
      case when m.id is null then null else jsonb_build_object('id', m.id, 'status', m.status, 'source', m.source,
        'reason', m.reason, 'externalId', m.external_id, 'joinUrl', m.join_url, 'nextAttemptAt', m.next_attempt_at,
        'createdAt', m.created_at, 'readyAt', m.ready_at) end as meeting,
      array(select b.id from bookings b where b.session_id = s.id and b.status = 'confirmed') as booked
    from sessions s join users u on u.id = s.provider_id join services v on v.id = s.service_id
      left join meetings m on m.session_id = s.id
      left join connections c on c.user_id = s.provider_id and c.platform = coalesce(m.platform, v.platform)`
  return rows.map((row) => ({ ...row, meeting: row.meeting && withDates(row.meeting) }))
}

const dateOf = (text: string | null) => (text === null ? null : new Date(text))

const withDates = (meeting: NonNullable<SessionRow['meeting']>): MeetingFact => ({
  ...meeting,
  nextAttemptAt: dateOf(meeting.nextAttemptAt),
  createdAt: dateOf(meeting.createdAt) ?? new Date(0),
  readyAt: dateOf(meeting.readyAt),
})

async function listTokens({ world }: Stage): Promise<TokenFact[]> {
  const connections = await world.sql<{ id: string; platform: Platform; email: string; status: ConnectionStatus }[]>`
    select c.id, c.platform, u.email, c.status from connections c join users u on u.id = c.user_id`
  return Promise.all(
    connections.map(async ({ id, platform, email: account, status }) => {
      const secret = await findSecret(world.core.db, id)
      const stored = secret?.refreshToken ? openToken(world.core, id, 'refresh_token', secret.refreshToken) : null
      return { platform, account, status, stored, newest: newestToken(world, { platform, account, stored }) }
    }),
  )
}

/** The refresh token that has to be the stored one. */
function newestToken(
  { vendors }: Stage['world'],
  { platform, account, stored }: Pick<TokenFact, 'platform' | 'account' | 'stored'>,
): string | null {
  // A room's description is its own token.
  if (!isVendor(platform)) return stored
  const { issuedSecrets, keepsOldTokens } = vendors[platform]
  const alive = issuedSecrets().flatMap((one) =>
    one.kind === 'refresh token' && one.isAlive && one.account === account ? [one.value] : [],
  )
  // Where those before the newest stay good, any of them will do, and none has to be stored.
  if (keepsOldTokens && (stored === null || alive.includes(stored))) return stored
  return alive.at(-1) ?? null
}

/** What a stored room keeps to itself. */
const roomSecrets = (description: string) =>
  [...description.matchAll(/[0-9a-f]{64}/g)].map(([value]) => ({ kind: 'room secret', value }))

/** The links of a provider's own room. */
function linksOf({ room: { kind, address } }: Provider): { begins: string; isShared: boolean } {
  return { begins: address.replace('{session}', ''), isShared: kind === 'fixed' }
}

/** Looks through every row of every table as text. */
async function searchDatabase({ world: { sql, leaks } }: Stage): Promise<void> {
  const tables = await sql<{ schema: string; name: string }[]>`
    select schemaname as schema, tablename as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`
  for (const { schema, name } of tables) {
    const place = schema === 'pgboss' ? 'jobs' : 'database'
    const rows = sql<{ text: string }[]>`select t::text as text from ${sql(schema)}.${sql(name)} t`
    await rows.cursor(500, (some) => {
      for (const { text } of some) leaks.look(place, text)
    })
  }
}

/** The link of each group session as its participants get it from the API. */
async function readLinks({ people }: Stage, sessions: readonly SessionFact[]): Promise<History['linksRead']> {
  const read = new Map<string, (string | null)[]>()
  const groups = sessions.filter(({ booked, status }) => status === 'scheduled' && booked.length > 1)
  const wanted = new Set(groups.slice(0, MOST_GROUPS_READ).map(({ sessionId }) => sessionId))
  for (const { api } of people.customers) {
    let cursor: string | undefined
    do {
      const page = await persistently(() => api.sessions.list.query({ when: 'upcoming', ...(cursor && { cursor }) }))
      for (const { id, meeting } of page.items)
        if (wanted.has(id)) read.set(id, [...(read.get(id) ?? []), meeting?.joinUrl ?? null])
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
  }
  return read
}
