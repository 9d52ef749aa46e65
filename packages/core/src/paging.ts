import type { Page } from '@foyer/shared/common-schema'
import { FoyerError } from '@foyer/shared/errors'
import { type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'

/** Entries on one page of a list. */
export const PAGE_SIZE = 20

/** The place in a list ordered by (at, id), both ascending or both descending, where a page ended. */
export interface Place {
  at: Date
  id: string
}

/** Packs a place so that nobody is tempted to build on what is in it. */
export const encodeCursor = ({ at, id }: Place): string =>
  Buffer.from(`${at.toISOString()},${id}`).toString('base64url')

/** Unpacks what `encodeCursor` packed. Throws `input_invalid` for anything else. */
export function decodeCursor(cursor: string): Place {
  const text = Buffer.from(cursor, 'base64url').toString()
  const [, instant, id] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z),([0-9a-f-]{36})$/.exec(text) ?? []
  const at = new Date(instant ?? '')
  if (!id || Number.isNaN(at.getTime())) {
    throw new FoyerError('input_invalid', { field: 'cursor', message: 'Give the cursor as it was returned.' })
  }
  return { at, id }
}

/** The WHERE for everything behind a cursor; undefined on the first page. */
export function behind(
  cursor: string | undefined,
  columns: { at: PgColumn; id: PgColumn },
  order: 'ascending' | 'descending',
): SQL | undefined {
  if (cursor === undefined) return undefined
  const { at, id } = decodeCursor(cursor)
  const comparison = order === 'ascending' ? sql`>` : sql`<`
  return sql`(${columns.at}, ${columns.id}) ${comparison} (${at.toISOString()}::timestamptz, ${id}::uuid)`
}

/** A page from up to PAGE_SIZE + 1 rows: the one too many only tells that there is more. */
export function toPage<T>(rows: T[], placeOf: (row: T) => Place): Page<T> {
  const items = rows.slice(0, PAGE_SIZE)
  const last = items.at(-1)
  return { items, nextCursor: last && rows.length > PAGE_SIZE ? encodeCursor(placeOf(last)) : null }
}
