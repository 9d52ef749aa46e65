import { findSecret, openToken } from '@foyer/core/connections/secrets'
import type { ConnectionStatus } from '@foyer/shared/connections'
import type { SessionStatus } from '@foyer/shared/sessions'
import * as z from 'zod'
import type { EventFact, History, MeetingFact, SessionFact, TokenFact } from './history.ts'
import type { Plan } from './plan.ts'
import { persistently, type Stage } from './run-stories.ts'
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
  return {
    stages: plan.stages,
    startedAt,
    endedAt: new Date(),
    sessions,
    events: world.sandbox.google.events().flatMap((event) => toEventFact(event) ?? []),
    creates: watch.creates(),
    notices: await world.sql`
      select id, user_id as "userId", kind, dedupe_key as "dedupeKey", data->>'bookingId' as "bookingId",
        created_at as "createdAt", mailed_at as "mailedAt", mail_outcome as outcome
      from notifications`,
    mails: watch.mails,
    audit: await world.sql`
      select at, action, subject_id as "subjectId", data from audit_entries
      where action like 'meeting.%' or action = 'booking.reschedule' order by at, ctid`,
    tokens: await listTokens(stage),
    waiting: watch.waiting,
    acts: record.acts,
    promised: [...record.promised.values()],
    bookingStatus: new Map(bookings.map(({ id, status }) => [id, status])),
    linksRead: await readLinks(stage, sessions),
    databaseTroubles: record.databaseTroubles,
    sickAccounts: plan.sick.flatMap((index) => people.providers[index]?.email ?? []),
    unsettled,
    leaks: world.leaks.found(world.sandbox.google.issuedSecrets()),
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
    select s.id as "sessionId", u.email as account, s.status, s.starts_at as "startsAt", s.ends_at as "endsAt",
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

const eventTime = z.object({ dateTime: z.string(), timeZone: z.string().optional() })
const eventShape = z.object({
  id: z.string(),
  status: z.string(),
  start: eventTime.optional(),
  end: eventTime.optional(),
  extendedProperties: z.object({ private: z.record(z.string(), z.string()) }).optional(),
  conferenceData: z
    .object({ entryPoints: z.array(z.object({ entryPointType: z.string(), uri: z.string() })).optional() })
    .optional(),
  sandbox: z.object({ account: z.string(), createdBy: z.string() }),
})

/** Null for what was not made by Foyer. */
function toEventFact(dump: unknown): EventFact | null {
  const event = eventShape.parse(dump)
  if (event.sandbox.createdBy !== 'api') return null
  const video = event.conferenceData?.entryPoints?.find(({ entryPointType }) => entryPointType === 'video')
  return {
    id: event.id,
    account: event.sandbox.account,
    meetingId: event.extendedProperties?.private.foyerMeeting ?? 'none',
    isLive: event.status !== 'cancelled',
    startsAt: event.start ? new Date(event.start.dateTime) : null,
    endsAt: event.end ? new Date(event.end.dateTime) : null,
    timeZone: event.start?.timeZone ?? null,
    link: video?.uri ?? null,
  }
}

async function listTokens({ world }: Stage): Promise<TokenFact[]> {
  const issued = world.sandbox.google.issuedSecrets().filter(({ kind, isAlive }) => kind === 'refresh token' && isAlive)
  const connections = await world.sql<{ id: string; email: string; status: ConnectionStatus }[]>`
    select c.id, u.email, c.status from connections c join users u on u.id = c.user_id where c.platform = 'google_meet'`
  return Promise.all(
    connections.map(async ({ id, email, status }) => {
      const secret = await findSecret(world.core.db, id)
      return {
        account: email,
        status,
        stored: secret?.refreshToken ? openToken(world.core, id, 'refresh_token', secret.refreshToken) : null,
        newest: issued.findLast(({ account }) => account === email)?.value ?? null,
      }
    }),
  )
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
