import type { Transaction } from '@foyer/db/client'
import type { Context } from '../context.ts'
import type { ServiceRow } from '../services/service-dto.ts'
import { wantCourseMeetings } from '../sessions/course-sessions.ts'
import { type AgreedTime, openSession, wantSessionMeeting } from '../sessions/open-session.ts'

/**
 * What follows when a booking becomes confirmed: a private one gets its session, and whatever it takes part in has its
 * meeting brought in line. Returns the id of the booking's session, null for a course. A platform that is not connected
 * stops nothing here; the meeting then says what it waits for.
 */
export async function admitBooking(
  ctx: Context,
  tx: Transaction,
  service: ServiceRow,
  place: AgreedTime & { sessionId: string | null },
): Promise<string | null> {
  const { sessionId, ...time } = place
  if (service.kind === 'private') return openSession(ctx, tx, service, time)
  if (sessionId) await wantSessionMeeting(ctx, tx, sessionId, service.platform)
  else await wantCourseMeetings(ctx, tx, service)
  return sessionId
}
