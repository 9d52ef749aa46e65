import { and, count, eq, gt, lt, ne, type SQL, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type DatabaseClient, openDatabase, type Queryable, type Transaction } from '../client.ts'
import {
  authAccounts,
  availabilityOverrides,
  availabilityRules,
  bookings,
  meetings,
  notifications,
  providers,
  services,
  sessions,
  takenTimes,
  users,
} from '../schema.ts'
import { createTestDatabase, type TestDatabase } from '../testing.ts'
import { personId } from './people.ts'
import { seedDemo } from './seed-demo.ts'
import { WEEKLY } from './timetable.ts'

const DAY_MS = 86_400_000
const SATURDAY = new Date('2026-11-21T11:00:00Z')
const later = (days: number) => new Date(SATURDAY.getTime() + days * DAY_MS)

let database: TestDatabase
let client: DatabaseClient
beforeAll(async () => {
  database = await createTestDatabase()
  client = openDatabase(database.url, { max: 2 })
})
afterAll(async () => {
  await client.close()
  await database.drop()
})

const seed = (db: Queryable, now: Date) =>
  seedDemo(db, { now, hashPassword: async (password) => `hash of ${password}` })

/** Runs in a transaction that leaves nothing behind. */
async function inPassing(look: (tx: Transaction) => Promise<void>): Promise<void> {
  const undo = new Error('undo')
  const outcome = client.db.transaction(async (tx) => {
    await look(tx)
    throw undo
  })
  await outcome.catch((error: unknown) => {
    if (error !== undo) throw error
  })
}

const TABLES = [
  users,
  authAccounts,
  providers,
  services,
  availabilityRules,
  availabilityOverrides,
  sessions,
  bookings,
  meetings,
  takenTimes,
  notifications,
]

const everything = (db: Queryable) => Promise.all(TABLES.map((table) => db.select().from(table).orderBy(table.id)))

async function numberOf(db: Queryable, table: typeof sessions | typeof bookings, condition?: SQL) {
  const [row] = await db.select({ found: count() }).from(table).where(condition)
  return row?.found ?? 0
}

/** A day every nine days or so, at changing hours, and the days on which clocks change or weeks and years begin. */
const MOMENTS = [
  ...Array.from({ length: 32 }, (_, index) => new Date(Date.UTC(2026, 10, 21, index * 7) + index * 11 * DAY_MS)),
  ...[
    '2026-10-25T00:59:59Z',
    '2026-11-01T06:00:00Z',
    '2026-12-31T23:30:00Z',
    '2027-01-01T00:00:00Z',
    '2027-03-14T06:59:59Z',
    '2027-03-28T01:00:00Z',
    '2027-03-21T23:59:59Z',
    '2027-03-22T00:00:00Z',
  ].map((at) => new Date(at)),
]

it.each(MOMENTS)('makes a believable world at %o', async (now) => {
  await inPassing(async (tx) => {
    await seed(tx, now)
    expect(await numberOf(tx, sessions, and(lt(sessions.endsAt, now), eq(sessions.status, 'scheduled')))).toBe(0)
    expect(await numberOf(tx, sessions, and(gt(sessions.endsAt, now), ne(sessions.status, 'scheduled')))).toBe(0)
    // Five weeks without anything that did not fit, save the lesson on Maya's short day; and the two courses.
    expect(await numberOf(tx, sessions)).toBe(5 * WEEKLY.length - 1 + 10)
    expect(await numberOf(tx, bookings, eq(bookings.status, 'no_show'))).toBe(1)
    const isOpen = and(eq(bookings.status, 'pending'), gt(bookings.holdExpiresAt, now), gt(bookings.startsAt, now))
    expect(await numberOf(tx, bookings, isOpen)).toBe(4)
    expect(await numberOf(tx, bookings, gt(bookings.createdAt, now))).toBe(0)
    expect(await outsideHours(tx)).toEqual([])
    expect(await twoPlacesAtOnce(tx)).toEqual([])
    expect(await withoutLink(tx)).toEqual([])
    expect(await lessonsOfCourses(tx)).toEqual([4, 6])
  })
})

it('changes nothing when it runs again, or a little later', async () => {
  await inPassing(async (tx) => {
    await seed(tx, SATURDAY)
    const once = await everything(tx)
    await seed(tx, SATURDAY)
    await seed(tx, later(1))
    expect(await everything(tx)).toEqual(once)
  })
})

it('goes on in later weeks around what people have done meanwhile', async () => {
  await inPassing(async (tx) => {
    await seed(tx, SATURDAY)
    const sessionsOf = (key: 'ana' | 'grace') => eq(sessions.providerId, personId(key))
    await tx
      .update(sessions)
      .set({ status: 'cancelled' })
      .where(and(sessionsOf('ana'), gt(sessions.startsAt, SATURDAY)))
    await tx
      .update(services)
      .set({ archivedAt: SATURDAY })
      .where(eq(services.providerId, personId('grace')))
    const [online] = await tx
      .select()
      .from(services)
      .where(and(eq(services.providerId, personId('ana')), eq(services.mode, 'online')))
    if (!online) throw new Error('Ana offers nothing online.')
    const meant = { serviceId: online.id, providerId: online.providerId, timeZone: 'Europe/Lisbon' }
    const [startsAt, endsAt] = [new Date('2026-12-15T09:30:00Z'), new Date('2026-12-15T10:20:00Z')]
    const [own] = await tx
      .insert(sessions)
      .values({ ...meant, startsAt, endsAt })
      .returning()
    const before = await numberOf(tx, sessions)

    await seed(tx, later(9))

    const ahead = gt(sessions.startsAt, later(16))
    expect(await numberOf(tx, sessions)).toBeGreaterThan(before)
    expect(await numberOf(tx, sessions, and(ahead, sessionsOf('grace')))).toBe(0)
    const cancelled = and(sessionsOf('ana'), eq(sessions.status, 'cancelled'))
    expect(await numberOf(tx, sessions, cancelled)).toBeGreaterThan(5)
    const thatDay = and(
      sessionsOf('ana'),
      gt(sessions.startsAt, new Date('2026-12-15')),
      lt(sessions.startsAt, new Date('2026-12-16')),
    )
    expect(await tx.select({ id: sessions.id }).from(sessions).where(thatDay)).toEqual([{ id: own?.id }])
    expect(await lessonsOfCourses(tx)).toEqual([4, 6])
    for (const days of [17, 40, 200]) await seed(tx, later(days))
  })
})

it('leaves an installation alone in which somebody else has a demo address', async () => {
  await inPassing(async (tx) => {
    await tx.insert(users).values({ name: 'Somebody', email: 'admin@foyer.test' })
    await seed(tx, SATURDAY)
    expect(await tx.select({ name: users.name }).from(users)).toEqual([{ name: 'Somebody' }])
  })
})

it('is done once when two processes do it at the same time', async () => {
  await Promise.all([seed(client.db, SATURDAY), seed(client.db, SATURDAY)])
  expect(await client.db.$count(providers)).toBe(5)
})

/** Sessions and requests whose local time lies in no interval of that day, as PostgreSQL reads the clock. */
const outsideHours = (tx: Transaction) =>
  tx.execute(sql`
    select taken.starts_at, providers.slug
    from taken_times taken join providers on providers.id = taken.provider_id
    cross join lateral (select taken.starts_at at time zone providers.time_zone as starts,
      taken.ends_at at time zone providers.time_zone as ends) as local
    left join availability_overrides override
      on override.provider_id = providers.id and override.date = local.starts::date
    where not exists (
      select 1 from availability_rules rule
      where override.id is null and rule.provider_id = providers.id and rule.weekday = extract(isodow from local.starts)
        and rule.starts <= to_char(local.starts, 'HH24:MI') and to_char(local.ends, 'HH24:MI') <= rule.ends
    ) and not exists (
      select 1 from jsonb_to_recordset(override.intervals) as open("start" text, "end" text)
      where open.start <= to_char(local.starts, 'HH24:MI') and to_char(local.ends, 'HH24:MI') <= open.end
    )`)

/** Customers who would have to be in two sessions at the same time. */
const twoPlacesAtOnce = (tx: Transaction) =>
  tx.execute(sql`
    with places as (
      select bookings.id, customer_id, sessions.starts_at, sessions.ends_at
      from bookings join sessions on sessions.id = bookings.session_id
        or (bookings.session_id is null and bookings.service_id = sessions.service_id and bookings.status <> 'pending')
      union all
      select id, customer_id, starts_at, ends_at from bookings where status = 'pending'
    )
    select a.customer_id, a.starts_at from places a join places b on a.customer_id = b.customer_id and a.id < b.id
    where a.starts_at < b.ends_at and b.starts_at < a.ends_at`)

/** Online sessions without a link that is ready and in line. */
const withoutLink = (tx: Transaction) =>
  tx
    .select({ id: sessions.id })
    .from(sessions)
    .innerJoin(services, eq(services.id, sessions.serviceId))
    .leftJoin(meetings, eq(meetings.sessionId, sessions.id))
    .where(
      sql`(${services.mode} = 'online') is distinct from ((${meetings.status} = 'ready' and ${meetings.source} = 'manual'
        and ${meetings.syncedVersion} = ${meetings.desiredVersion} and ${meetings.joinUrl} like 'https://%') is true)`,
    )

async function lessonsOfCourses(tx: Transaction): Promise<number[]> {
  const rows = await tx
    .select({ lessons: count() })
    .from(sessions)
    .innerJoin(services, eq(services.id, sessions.serviceId))
    .where(eq(services.kind, 'course'))
    .groupBy(services.id)
  return rows.map(({ lessons }) => lessons).toSorted((a, b) => a - b)
}
