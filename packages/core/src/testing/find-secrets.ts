import { connectionSecrets } from '@foyer/db/schema'
import { sql } from 'drizzle-orm'
import { openToken } from '../connections/secrets.ts'
import type { Core } from '../context.ts'

/** How Google's access tokens, refresh tokens and codes begin, and the client's secret of the tests. */
const LOOKS_SECRET = /ya29\.|1\/\/0|4\/0[\w-]{8}|canary-client-secret/

/** What of these secrets can be read in the text; what only looks like one counts too. */
export const findSecrets = (text: string, secrets: Iterable<string>): string[] => [
  ...[...secrets].filter((secret) => text.includes(secret)),
  ...(LOOKS_SECRET.exec(text) ?? []),
]

/** The tokens of every connection as they are at this moment. */
export async function readTokens({ db, keyring }: Pick<Core, 'db' | 'keyring'>): Promise<string[]> {
  const rows = await db.select().from(connectionSecrets)
  return rows.flatMap(({ connectionId, accessToken, refreshToken }) => [
    openToken({ keyring }, connectionId, 'access_token', accessToken),
    ...(refreshToken ? [openToken({ keyring }, connectionId, 'refresh_token', refreshToken)] : []),
  ])
}

/** Every row of every table as text, jobs with what went in and came out of them among them. */
export async function readDatabase({ db }: Pick<Core, 'db'>): Promise<{ table: string; text: string }[]> {
  const tables = await db.execute<{ name: string }>(
    sql`select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema')`,
  )
  const read = async (table: string) => {
    const rows = await db.execute<{ text: string }>(sql.raw(`select t::text as text from ${table} t`))
    return rows.map(({ text }) => ({ table, text }))
  }
  return (await Promise.all(tables.map(({ name }) => read(name)))).flat()
}
