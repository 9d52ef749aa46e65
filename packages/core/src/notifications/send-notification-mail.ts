import type { Transaction } from '@foyer/db/client'
import { meetings, notifications } from '@foyer/db/schema'
import { and, eq, isNull } from 'drizzle-orm'
import { type Context, SYSTEM } from '../context.ts'
import { describeError } from '../log.ts'
import { type Mail, type Mailer, MailRefused } from '../mail.ts'
import { composeMail } from './compose-mail.ts'
import type { NotificationRow } from './letter.ts'

const FIRST_DELAY_MS = 15_000
const LONGEST_DELAY_MS = 3_600_000
/** A mail that nobody took for so long is given up; its news is old, and it stands in the list. */
const GIVE_UP_AFTER_MS = 86_400_000
/** Some servers refuse for good what they take the next time; none needs asking more often. */
const MOST_REFUSALS = 2

interface ClaimedMail {
  id: string
  /** The fence: whoever takes the claim back repeats it. */
  claimedAt: Date
  attempts: number
  createdAt: Date
  mailer: Mailer
  mail: Mail
}

/**
 * Sends the mail of a notice once, written from the newest rows; drops it when it is overtaken. The claim stands in the row
 * before the mail is handed over, so doubled jobs send one, and a crash in between loses it rather than sending two. A mail
 * that the server did not take is tried again with growing delays for a day, one that it refused for good once.
 */
export async function sendNotificationMail(core: Context, input: { notificationId: string }): Promise<void> {
  const ctx: Context = { ...core, actor: SYSTEM }
  const claimed = await ctx.db.transaction((tx) => claimMail(ctx, tx, input.notificationId))
  if (!claimed) return
  try {
    await claimed.mailer.send(claimed.mail)
  } catch (error) {
    ctx.log.warn({ ...describeError(error), ...input }, 'a mail was not taken')
    await giveBack(ctx, claimed, error instanceof MailRefused && claimed.attempts >= MOST_REFUSALS)
    return
  }
  await ctx.db.update(notifications).set({ mailOutcome: 'sent' }).where(isClaimed(claimed))
}

async function claimMail(ctx: Context, tx: Transaction, id: string): Promise<ClaimedMail | null> {
  const [notice] = await tx
    .select()
    .from(notifications)
    .where(and(eq(notifications.id, id), isNull(notifications.mailedAt), isNull(notifications.mailOutcome)))
    .for('no key update')
  if (!notice) return null
  await holdMeeting(tx, notice)
  const composed = await composeMail(ctx, tx, notice)
  const outcome = composed ? (ctx.mailer ? null : 'off') : 'dropped'
  const claimedAt = ctx.now()
  const attempts = notice.mailAttempts + 1
  await tx
    .update(notifications)
    .set({
      mailedAt: outcome ? null : claimedAt,
      mailAttempts: attempts,
      mailOutcome: outcome,
      mailHadLink: composed?.hadLink ?? null,
    })
    .where(eq(notifications.id, id))
  if (!composed || !ctx.mailer) return null
  return { id, claimedAt, attempts, createdAt: notice.createdAt, mailer: ctx.mailer, mail: composed.mail }
}

/**
 * The meeting is held still meanwhile: either the mail sees the link, or whoever writes the link sees that the mail
 * goes without it.
 */
async function holdMeeting(tx: Transaction, { data: { sessionId } }: NotificationRow): Promise<void> {
  if (sessionId)
    await tx.select({ id: meetings.id }).from(meetings).where(eq(meetings.sessionId, sessionId)).for('share')
}

const isClaimed = ({ id, claimedAt }: ClaimedMail) =>
  and(eq(notifications.id, id), eq(notifications.mailedAt, claimedAt), isNull(notifications.mailOutcome))

async function giveBack(ctx: Context, claimed: ClaimedMail, isRefused: boolean): Promise<void> {
  const { id, attempts, createdAt } = claimed
  const delayMs = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** attempts) * (0.5 + ctx.random() / 2)
  const next = new Date(ctx.now().getTime() + delayMs)
  const isOver = isRefused || next.getTime() > createdAt.getTime() + GIVE_UP_AFTER_MS
  await ctx.db.transaction(async (tx) => {
    const [back] = await tx
      .update(notifications)
      .set({ mailedAt: null, mailHadLink: null, mailDueAt: next, mailOutcome: isOver ? 'failed' : null })
      .where(isClaimed(claimed))
      .returning({ id: notifications.id })
    if (back && !isOver) await ctx.queue.enqueue(tx, 'notification.mail', { notificationId: id }, { startAfter: next })
  })
}
