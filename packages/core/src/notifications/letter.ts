import type { Queryable } from '@foyer/db/client'
import type { notifications, users } from '@foyer/db/schema'
import type { Context } from '../context.ts'
import type { Paragraph } from './mail-body.ts'

export type NotificationRow = typeof notifications.$inferSelect

/** What a mail says, without its greeting. */
export interface Letter {
  /** In place of the notice's title, where that has changed since. */
  subject?: string | undefined
  paragraphs: Paragraph[]
  /** An iCalendar document to go with it. */
  calendar?: string | undefined
  /** Whether the link was there when this was written; left out where there is none to speak of. */
  hadLink?: boolean | null | undefined
}

/** A notice, and who is to read of it. */
export interface Addressed {
  notice: NotificationRow
  reader: typeof users.$inferSelect
}

/** Writes what a notice says from the newest rows; null when it is overtaken. */
export type WriteLetter = (ctx: Context, db: Queryable, addressed: Addressed) => Promise<Letter | null>
