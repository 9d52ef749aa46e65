import { openDatabase } from '@foyer/db/client'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { endStoppedTransactions } from './end-stopped-transactions.ts'
import { openTestCore, type TestCore } from './testing/test-core.ts'

let test: TestCore
beforeAll(async () => {
  test = await openTestCore()
})
afterAll(() => test[Symbol.asyncDispose]())

it('ends a transaction whose process says nothing more, and none that works', async () => {
  const stopped = openDatabase(test.databaseUrl, { max: 1, longestIdleMs: 0 })
  const locked = Promise.withResolvers<void>()
  const awake = Promise.withResolvers<void>()
  const using = stopped.db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(1)`)
    locked.resolve()
    await awake.promise
    await tx.execute(sql`select 1`)
  })
  const outcome = using.then(
    () => 'kept',
    () => 'lost',
  )
  const working = test.core.db.transaction((tx) => tx.execute(sql`select pg_sleep(4)`))
  await locked.promise
  await expect.poll(() => endStoppedTransactions(test.core.db), { timeout: 10_000 }).toBe(1)
  awake.resolve()
  expect(await outcome).toBe('lost')
  await working
  await stopped.close(1)
})
