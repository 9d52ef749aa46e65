import { inArray, sql } from 'drizzle-orm'
import type { Queryable, Transaction } from '../client.ts'
import { users } from '../schema.ts'
import { addCourses } from './add-courses.ts'
import { addPeople } from './add-people.ts'
import { addRequests } from './add-requests.ts'
import { addServices } from './add-services.ts'
import { addWeeks } from './add-weeks.ts'
import { openCalendar } from './calendar.ts'
import { PEOPLE, type PersonKey, personId } from './people.ts'

export interface SeedOptions {
  now: Date
  hashPassword: (password: string) => Promise<string>
}

/** Any fixed number: two seeds at once take turns. */
const LOCK = 70_365_238

/**
 * Adds people, services, and what happens around `now`, all or nothing. Once there, accounts, services, hours and courses
 * are left as people have made them; each later week only adds its own sessions and requests, where the time is still free.
 * Adds nothing where somebody else has one of the demo addresses.
 */
export async function seedDemo(db: Queryable, { now, hashPassword }: SeedOptions): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${LOCK})`)
    const found = await findDemoUsers(tx)
    if (found === 'foreign') return
    if (found === 'none') {
      await addPeople(tx, now, hashPassword)
      await addServices(tx, now)
    }
    const calendar = await openCalendar(tx, now)
    if (found === 'none') await addCourses(tx, calendar, now)
    await addWeeks(tx, calendar, now)
    await addRequests(tx, calendar, now)
  })
}

async function findDemoUsers(tx: Transaction): Promise<'none' | 'ours' | 'foreign'> {
  const keys = Object.keys(PEOPLE) as PersonKey[]
  const emails = keys.map((key) => PEOPLE[key].email)
  const ours = new Set(keys.map(personId))
  const rows = await tx.select({ id: users.id }).from(users).where(inArray(users.email, emails))
  if (rows.length === 0) return 'none'
  return rows.every(({ id }) => ours.has(id)) ? 'ours' : 'foreign'
}
