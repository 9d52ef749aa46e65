import * as z from 'zod'
import { isTimeZone } from './instants.ts'

/** Accepts any ISO 8601 instant with an offset and passes it on in UTC. */
export const instantSchema = z.iso
  .datetime({ offset: true, error: 'Give an instant such as 2026-11-25T09:30:00Z.' })
  .transform((text) => new Date(text).toISOString())

export const localDateSchema = z.iso.date({ error: 'Give a date such as 2026-11-25.' })

export const timeZoneSchema = z
  .string()
  .max(64)
  .refine(isTimeZone, { error: 'Give an IANA time zone such as Europe/Lisbon.' })

export const idSchema = z.uuid({ error: 'Give the id as it was returned.' })
export const byIdSchema = z.strictObject({ id: idSchema })
export type ById = z.infer<typeof byIdSchema>

export const whenSchema = z.enum(['upcoming', 'past'], { error: 'Give upcoming or past.' })
export const cursorSchema = z.string().max(200)

/** Which side of now a list shows. */
export type When = z.infer<typeof whenSchema>

/** One page of a list; `nextCursor` is null on the last page. */
export interface Page<T> {
  items: T[]
  nextCursor: string | null
}
