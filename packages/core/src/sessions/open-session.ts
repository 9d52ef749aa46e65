import type { Transaction } from '@foyer/db/client'
import { sessions } from '@foyer/db/schema'
import type { Platform } from '@foyer/shared/platforms'
import type { Context } from '../context.ts'
import { wantMeeting } from '../meetings/want-meeting.ts'
import { onlyRow } from '../only-row.ts'
import type { ServiceRow } from '../services/service-dto.ts'

/** When something takes place: instants, and the IANA zone it was agreed in. */
export interface AgreedTime {
  startsAt: Date
  endsAt: Date
  timeZone: string
}

/** Inserts a session and wants its meeting in the same transaction; the time constraint decides whether it is free. */
export async function openSession(
  ctx: Context,
  tx: Transaction,
  service: ServiceRow,
  details: AgreedTime & { invitedEmail?: string | undefined },
): Promise<string> {
  const { startsAt, endsAt, timeZone, invitedEmail } = details
  const { id } = onlyRow(
    await tx
      .insert(sessions)
      .values({
        serviceId: service.id,
        providerId: service.providerId,
        startsAt,
        endsAt,
        timeZone,
        invitedEmail,
        isSeen: true,
      })
      .returning({ id: sessions.id }),
  )
  await wantSessionMeeting(ctx, tx, id, service.platform)
  return id
}

/** `wantMeeting` for a session that may also take place in person, where there is nothing to want. */
export async function wantSessionMeeting(
  ctx: Context,
  tx: Transaction,
  sessionId: string,
  platform: Platform | null,
): Promise<void> {
  if (platform) await wantMeeting(ctx, tx, { sessionId, platform })
}
