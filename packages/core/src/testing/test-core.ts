import { randomUUID } from 'node:crypto'
import { openDatabase } from '@foyer/db/client'
import { providers, users } from '@foyer/db/schema'
import { createTestDatabase } from '@foyer/db/testing'
import type { Role } from '@foyer/shared/accounts'
import pino from 'pino'
import type { Context, Core } from '../context.ts'
import { openQueue } from '../jobs.ts'
import { createKeyring } from '../security/keyring.ts'

export interface TestCore extends AsyncDisposable {
  core: Core
  databaseUrl: string
  /** Moves the core's clock. */
  setNow(now: Date): void
  /** A user of its own for one test; a provider also gets its public side. */
  addUser(
    role: Role,
    details?: { name?: string; timeZone?: string },
  ): Promise<Context & { userId: string; email: string }>
}

/** A core on a database of its own, with a clock that stands still. */
export async function openTestCore(overrides: Partial<Core> = {}): Promise<TestCore> {
  const testDatabase = await createTestDatabase()
  const database = openDatabase(testDatabase.url, { max: 20 })
  const { queue, close } = await openQueue(testDatabase.url, 'sender', () => {})
  let now = new Date('2026-11-21T09:00:00Z')
  const core: Core = {
    db: database.db,
    queue,
    platforms: {},
    keyring: createKeyring(new Map([['test', Buffer.alloc(32, 7)]])),
    config: { appUrl: 'http://localhost:3000', connectionPolicy: 'block' },
    log: pino({ level: 'silent' }),
    now: () => now,
    random: () => 0.5,
    ...overrides,
  }
  return {
    core,
    databaseUrl: testDatabase.url,
    setNow: (next) => {
      now = next
    },
    async addUser(role, details = {}) {
      const userId = randomUUID()
      const email = `${userId}@foyer.test`
      const name = details.name ?? 'Ana Ribeiro'
      const timeZone = details.timeZone ?? 'Europe/Lisbon'
      await core.db.insert(users).values({ id: userId, email, name, role, timeZone })
      if (role === 'provider') await core.db.insert(providers).values({ id: userId, slug: userId, timeZone })
      return { ...core, actor: { kind: role, userId }, userId, email }
    },
    async [Symbol.asyncDispose]() {
      await close()
      await database.close()
      await testDatabase.drop()
    },
  }
}
