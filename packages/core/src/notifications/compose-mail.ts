import type { Transaction } from '@foyer/db/client'
import { users } from '@foyer/db/schema'
import type { NotificationKind } from '@foyer/shared/notifications'
import { eq } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { Mail } from '../mail.ts'
import { onlyRow } from '../only-row.ts'
import { writeAlertLetter } from './alert-letter.ts'
import { writeBookingLetter } from './booking-letter.ts'
import { writeChangeLetter } from './change-letter.ts'
import { writeConnectionLetter } from './connection-letter.ts'
import { writeHandEditLetter } from './hand-edit-letter.ts'
import type { NotificationRow, WriteLetter } from './letter.ts'
import { bodyAsHtml, bodyAsText, type Paragraph } from './mail-body.ts'
import { writeTroubleLetter } from './trouble-letter.ts'

/** A new kind does not compile until somebody writes its mail. */
const LETTERS: Record<NotificationKind, WriteLetter> = {
  booking_received: writeBookingLetter,
  booking_confirmed: writeBookingLetter,
  booking_declined: writeBookingLetter,
  booking_cancelled: writeBookingLetter,
  request_expiring: writeBookingLetter,
  request_expired: writeBookingLetter,
  session_moved: writeBookingLetter,
  link_ready: writeBookingLetter,
  link_changed: writeBookingLetter,
  platform_changed: writeChangeLetter,
  link_trouble: writeTroubleLetter,
  changed_by_hand: writeHandEditLetter,
  connection_lost: writeConnectionLetter,
  links_missing: writeAlertLetter,
  setup_trouble: writeAlertLetter,
}

/** The mail of a notice as the rows are now, and whether it brings a link; null when its news does not hold any more. */
export async function composeMail(
  ctx: Context,
  tx: Transaction,
  notice: NotificationRow,
): Promise<{ mail: Mail; hadLink: boolean | null } | null> {
  const reader = onlyRow(await tx.select().from(users).where(eq(users.id, notice.userId)))
  const letter = await LETTERS[notice.kind](ctx, tx, { notice, reader })
  if (!letter) return null
  const paragraphs: Paragraph[] = [`Hello ${reader.name},`, ...letter.paragraphs]
  return {
    hadLink: letter.hadLink ?? null,
    mail: {
      to: reader.email,
      subject: letter.subject ?? notice.title,
      text: bodyAsText(paragraphs),
      html: bodyAsHtml(paragraphs),
      calendar: letter.calendar,
      messageId: `${notice.id}@${new URL(ctx.config.appUrl).hostname}`,
    },
  }
}
