import { openDatabase } from '@foyer/db/client'
import { inject } from 'vitest'

/** What an import does that knows nothing of us: a session with its booking, straight into the tables. */
export async function insertSession(input: {
  serviceId: string
  customerEmail: string
  inHours: number
}): Promise<string> {
  const { db, close } = openDatabase(inject('databaseUrl'), { max: 1 })
  try {
    const [session] = await db.execute<{ id: string }>(
      `insert into sessions (service_id, provider_id, starts_at, ends_at, time_zone)
       select id, provider_id, now() + interval '${input.inHours} hours', now() + interval '${input.inHours + 1} hours',
         'Europe/Lisbon'
       from services where id = '${input.serviceId}' returning id`,
    )
    if (!session) throw new Error('There is no such service.')
    await db.execute(
      `insert into bookings (service_id, provider_id, session_id, customer_id, starts_at, ends_at, time_zone, status)
       select s.service_id, s.provider_id, s.id, u.id, s.starts_at, s.ends_at, s.time_zone, 'confirmed'
       from sessions s, users u where s.id = '${session.id}' and u.email = '${input.customerEmail}'`,
    )
    return session.id
  } finally {
    await close()
  }
}
