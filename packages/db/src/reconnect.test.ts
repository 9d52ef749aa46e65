import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDatabase } from './client.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded/start-embedded.ts'

const home = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-reconnect-'))
const options = { dataDir: path.join(home, 'data'), durable: false }
let postgres: EmbeddedPostgres

beforeAll(async () => {
  fs.chmodSync(home, 0o755)
  postgres = await startEmbeddedPostgres(options)
})
afterAll(async () => {
  await postgres.stop()
  fs.rmSync(home, { recursive: true, force: true })
})

// The driver's own pauses would leave some of them waiting for up to twenty seconds.
it('a server that was away for a while is found again soon after it is back, by everybody', {
  timeout: 10_000,
}, async () => {
  const database = openDatabase(postgres.url, { max: 10 })
  const ask = () => database.db.execute<{ one: number }>('select 1 as one')
  const everybody = () => Array.from({ length: 10 }, ask)
  await Promise.all(everybody())
  await postgres.stop()
  for (let round = 0; round < 4; round += 1) await Promise.allSettled(everybody())
  postgres = await startEmbeddedPostgres({ ...options, port: postgres.port })

  const answers = async () => (await Promise.allSettled(everybody())).filter(({ status }) => status === 'fulfilled')
  await expect.poll(answers, { timeout: 5000 }).toHaveLength(10)
  await database.close(1)
})
