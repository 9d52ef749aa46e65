import { sessions } from '@foyer/db/schema'
import { FoyerError } from '@foyer/shared/errors'
import type { ListSlotsInput } from '@foyer/shared/slot-schema'
import type { SlotDto, SlotListDto } from '@foyer/shared/slots'
import { and, gte, lt } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { judgeCalendar } from '../own-calendar/judge-calendar.ts'
import { findSlots } from './find-slots.ts'
import { loadBusy, loadOffer, type Offer } from './load-calendar.ts'
import { listOpenSessions } from './open-sessions.ts'

/**
 * What can be booked now, for anybody: free starts of a private service, coming sessions of a group that have places, and
 * for a course the first session while enrolment is open. Two queries; never asks a platform.
 * Throws `service_not_found` or `service_archived`.
 */
export async function listSlots(ctx: Context, input: ListSlotsInput): Promise<SlotListDto> {
  const offer = await loadOffer(ctx.db, input.serviceId)
  if (offer.service.archivedAt) throw new FoyerError('service_archived')
  const span = { from: new Date(input.from), to: new Date(input.to) }
  const list = offer.service.kind === 'private' ? listFreeStarts : listPlaces
  const { state, checkedAt } = judgeCalendar(offer.ownCalendar, { now: ctx.now(), until: lastWanted(ctx, offer, span) })
  return {
    slots: await list(ctx, offer, span),
    timeZone: input.timeZone,
    calendar: { state, checkedAt: checkedAt?.toISOString() ?? null },
  }
}

type Span = { from: Date; to: Date }

const DAY = 24 * 60 * 60_000

/** Nothing is offered beyond the last date that may be booked, so nothing has to be known of that time. */
const lastWanted = ({ now }: Context, { service }: Offer, { to }: Span): Date =>
  new Date(Math.min(to.getTime(), now().getTime() + service.bookableDays * DAY))

async function listFreeStarts(
  ctx: Context,
  { service, availability, ownCalendar }: Offer,
  { from, to }: Span,
): Promise<SlotDto[]> {
  const now = ctx.now()
  const { providerId, durationMinutes } = service
  const busy = await loadBusy(ctx.db, { providerId, durationMinutes, from, to, now })
  const span = { from: from.getTime(), to: to.getTime() }
  const { calendar } = judgeCalendar(ownCalendar, { now, until: to })
  return findSlots({ ...span, now: now.getTime(), availability, service, busy, calendar }).map((slot) => ({
    startsAt: new Date(slot.startsAt).toISOString(),
    endsAt: new Date(slot.endsAt).toISOString(),
    seatsLeft: 1,
    sessionId: null,
  }))
}

async function listPlaces(ctx: Context, { service }: Offer, { from, to }: Span): Promise<SlotDto[]> {
  const within = and(gte(sessions.startsAt, from), lt(sessions.startsAt, to))
  const open = await listOpenSessions(ctx.db, service, ctx.now(), within)
  return open
    .filter(({ startsAt, seatsLeft }) => startsAt >= from && startsAt < to && seatsLeft > 0)
    .map(({ id, startsAt, endsAt, seatsLeft }) => ({
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
      seatsLeft,
      // A course is booked as a whole, never by one of its sessions.
      sessionId: service.kind === 'group' ? id : null,
    }))
}
