import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migrateDatabase } from '../migrate.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './start-embedded.ts'

let home: string
const running: EmbeddedPostgres[] = []

beforeAll(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-embedded-'))
  fs.chmodSync(home, 0o755)
})
afterAll(async () => {
  await Promise.all(running.map((server) => server.stop()))
  fs.rmSync(home, { recursive: true, force: true })
})

async function start(name: string, options: { password?: string; durable?: boolean } = {}) {
  const server = await startEmbeddedPostgres({ dataDir: path.join(home, name, 'data'), durable: false, ...options })
  running.push(server)
  return server
}

async function ask<Row extends object>(url: string, statement: string): Promise<Row[]> {
  const client = postgres(url, { max: 1, onnotice: () => {} })
  try {
    return await client.unsafe<Row[]>(statement)
  } finally {
    await client.end({ timeout: 1 })
  }
}

const lockFile = (name: string) => path.join(home, name, 'data/postmaster.pid')
const pidOf = (name: string) => Number(fs.readFileSync(lockFile(name), 'utf8').split('\n')[0])

describe('the embedded PostgreSQL', () => {
  it('keeps what was written when it is stopped and started again', async () => {
    const first = await start('kept')
    await ask(first.url, 'create table kept as select 42 as answer')
    await first.stop()
    expect(fs.existsSync(lockFile('kept'))).toBe(false)
    const second = await start('kept')
    expect(await ask(second.url, 'select answer from kept')).toEqual([{ answer: 42 }])
  })

  it('takes over the server that a crashed run left behind', async () => {
    const first = await start('left')
    const again = await start('left')
    expect(again).toMatchObject({ port: first.port, isAdopted: true })
    await again.stop()
    await expect(ask(first.url, 'select 1')).rejects.toThrow()
  })

  it('comes back after it was killed', async () => {
    const first = await start('killed', { durable: true })
    await ask(first.url, 'create table survivor as select 1 as one')
    process.kill(pidOf('killed'), 'SIGKILL')
    await expect
      .poll(() =>
        ask(first.url, 'select 1').then(
          () => 'up',
          () => 'down',
        ),
      )
      .toBe('down')
    const second = await start('killed')
    expect(await ask(second.url, 'select one from survivor')).toEqual([{ one: 1 }])
  })

  it('makes a data folder anew that was left half-made', async () => {
    const folder = path.join(home, 'half', 'data')
    fs.mkdirSync(folder, { recursive: true })
    fs.writeFileSync(path.join(folder, 'PG_VERSION'), '18')
    const server = await start('half')
    expect(await ask(server.url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  it('lets nobody in without the password', async () => {
    const server = await start('closed', { password: 'a long pass/word' })
    expect(await ask(server.url, 'select 1 as one')).toEqual([{ one: 1 }])
    const without = new URL(server.url)
    without.password = ''
    await expect(ask(without.href, 'select 1')).rejects.toThrow()
  })
})

describe('migrating', () => {
  it('is safe when two processes do it at once, and changes nothing the second time', async () => {
    const server = await start('migrated')
    await Promise.all([migrateDatabase(server.url), migrateDatabase(server.url)])
    await migrateDatabase(server.url)
    const [row] = await ask<{ count: number }>(
      server.url,
      'select count(*)::int as count from drizzle.__drizzle_migrations',
    )
    expect(row?.count).toBe(
      fs.readdirSync(new URL('../../migrations', import.meta.url)).filter((name) => name.endsWith('.sql')).length,
    )
  })
})
