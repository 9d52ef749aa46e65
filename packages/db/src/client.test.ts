import { afterAll, describe, expect, it } from 'vitest'
import { openDatabase } from './client.ts'
import { createTestDatabase } from './testing.ts'

const { url, drop } = await createTestDatabase()
const database = openDatabase(url, { max: 1 })
const other = openDatabase(url, { max: 1 })
afterAll(async () => {
  await Promise.all([database.close(1), other.close(1)])
  await drop()
})

const one = () => database.db.execute<{ one: number }>('select 1 as one')
const notes = () => other.db.execute<{ text: string }>('select text from notes')

/** As a restart of the server does it to every connection. */
const cut = () =>
  other.db.execute(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`)

/** The first queries after a cut may have been sent into it; each is answered, one way or the other. */
async function recover(tries = 5): Promise<void> {
  await one().catch((error: unknown) => {
    if (tries === 1) throw error
    return recover(tries - 1)
  })
}

describe('a connection that the server cuts', () => {
  it('fails the transaction that used it and no more: the process lives, and queries go on', async () => {
    const using = database.db.transaction(async (tx) => {
      await tx.execute('select 1')
      await cut()
      await tx.execute('select 1').catch(() => {})
      // The driver would write this one to a connection that it has closed.
      await tx.execute('select 1')
    })
    await expect(using).rejects.toThrow()
    await recover()
    expect(await one()).toEqual([{ one: 1 }])
  })

  it('takes no statement of that transaction any more once it is open again', async () => {
    await other.db.execute('create table notes (text text)')
    const using = database.db.transaction(async (tx) => {
      await tx.execute(`insert into notes values ('before')`)
      await cut()
      await recover()
      await one()
      await tx.execute(`insert into notes values ('after')`)
    })
    await expect(using).rejects.toThrow()
    expect(await notes()).toEqual([])
  })

  it('is forgotten with its error: the first query of the next connection is answered', async () => {
    // Asked for its outcome, so that it is sent at once.
    const sleeping = database.db.execute('select pg_sleep(30)').then(
      () => 'slept',
      () => 'cut',
    )
    // Cut before it is there, it would be sent again and sleep in peace.
    const sleepers = () =>
      other.db.execute(`select pid from pg_stat_activity
        where datname = current_database() and state = 'active' and query = 'select pg_sleep(30)'`)
    await expect.poll(async () => (await sleepers()).length).toBe(1)
    await cut()
    expect(await sleeping).toBe('cut')
    // The driver hears of the end with one of its next turns.
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(await one()).toEqual([{ one: 1 }])
  })

  it('leaves nothing behind that the next query would wait for', { timeout: 15_000 }, async () => {
    for (let turn = 0; turn < 8; turn += 1) {
      const asked = Promise.allSettled([one(), one(), one()])
      await cut()
      await asked
      await recover()
      expect(await one()).toEqual([{ one: 1 }])
    }
  })
})

describe('a process that stops in the middle of a transaction', () => {
  it('loses it after a moment, so that nobody waits for its locks', async () => {
    const stopped = openDatabase(url, { max: 1, longestIdleMs: 200 })
    const locked = Promise.withResolvers<void>()
    const awake = Promise.withResolvers<void>()
    const using = stopped.db.transaction(async (tx) => {
      await tx.execute('select pg_advisory_xact_lock(1)')
      locked.resolve()
      await awake.promise
      await tx.execute('select 1')
    })
    await locked.promise
    await other.db.execute('select pg_advisory_lock(1)')
    awake.resolve()
    await expect(using).rejects.toThrow()
    await stopped.close(1)
  })

  it('does so within the time that whoever books is to be answered in', async () => {
    const [row] = await database.db.execute<{ ms: number }>(
      `select setting::integer as ms from pg_settings where name = 'idle_in_transaction_session_timeout'`,
    )
    expect(row?.ms).toBeGreaterThan(0)
    expect(row?.ms).toBeLessThan(5000)
  })
})
