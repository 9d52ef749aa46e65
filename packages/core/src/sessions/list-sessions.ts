import { bookings, sessions } from '@foyer/db/schema'
import type { Page } from '@foyer/shared/common-schema'
import type { ListSessionsInput } from '@foyer/shared/session-schema'
import type { SessionDto } from '@foyer/shared/sessions'
import { and, eq, gt, inArray, isNull, ne, not, or, type SQL } from 'drizzle-orm'
import { union } from 'drizzle-orm/pg-core'
import { actingUser } from '../accounts/signed-in.ts'
import type { Context } from '../context.ts'
import { behind, PAGE_SIZE, toPage } from '../paging.ts'
import { loadSessions } from './load-sessions.ts'

/**
 * The sessions in which whoever acts has a part, as provider or as customer. Upcoming: not over and not cancelled, soonest
 * first; past: all others, latest first. Throws `sign_in_required`, or `input_invalid` for a cursor that is not ours.
 */
export async function listSessions(ctx: Context, input: ListSessionsInput): Promise<Page<SessionDto>> {
  const user = actingUser(ctx)
  const isUpcoming = and(ne(sessions.status, 'cancelled'), gt(sessions.endsAt, ctx.now()))
  const order = input.when === 'upcoming' ? 'ascending' : 'descending'
  const found = await loadSessions(ctx.db, user, {
    where: and(
      hasPart(ctx, user.userId),
      input.when === 'upcoming' ? isUpcoming : isUpcoming && not(isUpcoming),
      behind(input.cursor, { at: sessions.startsAt, id: sessions.id }, order),
    ),
    order,
    limit: PAGE_SIZE + 1,
  })
  return toPage(found, ({ startsAt, id }) => ({ at: new Date(startsAt), id }))
}

/** A union instead of one OR, so that each branch is answered from its own index. */
function hasPart({ db }: Context, userId: string): SQL {
  const counts = or(
    inArray(bookings.status, ['confirmed', 'completed', 'no_show']),
    and(eq(bookings.status, 'cancelled'), eq(bookings.cancelledBy, sessions.cancelledBy)),
  )
  const booked = and(eq(bookings.customerId, userId), counts)
  const id = { id: sessions.id }
  return inArray(
    sessions.id,
    union(
      db.select(id).from(sessions).where(eq(sessions.providerId, userId)),
      db.select(id).from(bookings).innerJoin(sessions, eq(sessions.id, bookings.sessionId)).where(booked),
      db
        .select(id)
        .from(bookings)
        .innerJoin(sessions, and(isNull(bookings.sessionId), eq(sessions.serviceId, bookings.serviceId)))
        .where(booked),
    ),
  )
}
