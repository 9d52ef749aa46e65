import { PLATFORMS } from '@foyer/shared/platforms'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from './client.ts'
import { migrateDatabase } from './migrate.ts'
import { createTestDatabase, type TestDatabase } from './testing.ts'

let database: TestDatabase
let client: ReturnType<typeof openDatabase>

beforeAll(async () => {
  database = await createTestDatabase()
  client = openDatabase(database.url)
})
afterAll(async () => {
  await client.close()
  await database.drop()
})

const knownPlatforms = async () => {
  const rows = await client.db.execute<{ name: string }>(sql`select name from platforms order by name`)
  return rows.map(({ name }) => name)
}

test('the database knows every platform of the product, and learns of a new one without a migration', async () => {
  const all = [...PLATFORMS].sort()
  expect(await knownPlatforms()).toEqual(all)
  await client.db.execute(sql`delete from platforms where name = ${all[0]}`)
  await migrateDatabase(database.url)
  expect(await knownPlatforms()).toEqual(all)
})

test('every column that names a platform refuses one that nobody knows', async () => {
  const columns = await client.db.execute<{ name: string }>(
    sql`select table_name || '.' || column_name as name from information_schema.columns
      where table_schema = 'public' and (column_name = 'platform' or column_name like '%\\_platform') order by 1`,
  )
  const references = await client.db.execute<{ name: string }>(
    sql`select conrelid::regclass || '.' || attname as name from pg_constraint
      join pg_attribute on attrelid = conrelid and attnum = conkey[1]
      where contype = 'f' and confrelid = 'platforms'::regclass`,
  )
  const guarded = references.map(({ name }) => name)
  expect(columns.length).toBeGreaterThan(3)
  for (const { name } of columns) expect(guarded).toContain(name)
})
