import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Changes, openChanges } from './changes.ts'
import { openTestCore, type TestCore } from './testing/test-core.ts'

/** Longer than any notice takes; a watch that hears nothing says so after it. */
const PATIENCE_MS = 10_000

describe('a watch', () => {
  let testCore: TestCore
  let changes: Changes
  beforeAll(async () => {
    testCore = await openTestCore()
    changes = await openChanges(testCore.databaseUrl)
  })
  afterAll(async () => {
    await changes.close()
    await testCore[Symbol.asyncDispose]()
  })

  const notify = (topic: string) => testCore.core.db.execute(sql`select pg_notify('foyer_changes', ${topic})`)

  it('hears its own topic only, and a burst as one change', async () => {
    const [mine, other] = [`session:${randomUUID()}`, `session:${randomUUID()}`] as const
    const watch = changes.watch(mine)
    const witness = changes.watch(other)
    for (let notice = 0; notice < 5; notice += 1) await notify(mine)
    await notify(other)
    // Notices arrive in order: once the other one is here, all five are.
    expect(await witness.next(PATIENCE_MS)).toBe('changed')
    expect(await watch.next(PATIENCE_MS)).toBe('changed')
    expect(await watch.next(0)).toBe('idle')
    watch.stop()
    witness.stop()
  })

  it('takes a connection that was lost and came back for a change, because notices were lost with it', async () => {
    const watch = changes.watch(`user:${randomUUID()}`)
    await testCore.core.db.execute(
      sql`select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'foyer-listen' and datname = current_database()`,
    )
    expect(await watch.next(PATIENCE_MS)).toBe('changed')
    watch.stop()
  })

  it('ends when its reader has gone', async () => {
    const reader = new AbortController()
    const watch = changes.watch(`user:${randomUUID()}`, reader.signal)
    const next = watch.next(PATIENCE_MS)
    reader.abort()
    expect(await next).toBe('ended')
    expect(await watch.next(PATIENCE_MS)).toBe('ended')
    watch.stop()
  })
})
