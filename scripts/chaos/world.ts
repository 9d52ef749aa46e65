import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { actAs, type Context, SYSTEM } from '@foyer/core/context'
import { createCore } from '@foyer/core/create-core'
import { createLogger } from '@foyer/core/log'
import { startEmbeddedPostgres } from '@foyer/db/embedded/start-embedded'
import { type Sandbox, startSandbox } from '@foyer/sandbox/server'
import { VARIABLE_PREFIXES } from '@foyer/shared/platforms'
import postgres, { type Sql } from 'postgres'
import { prepareDatabase } from '../lib/database.ts'
import { PASSWORD } from '../lib/person.ts'
import { developmentCredentials, platformOrigins } from '../lib/platform-variables.ts'
import { findFreePort, waitForAnswer } from '../lib/ports.ts'
import { say } from '../lib/say.ts'
import { startVictim, type Victim } from './fleet.ts'
import { type LeakWatch, type Place, watchLeaks } from './leaks.ts'
import { type Vendor, type VendorPlatform, vendorsOf } from './vendors.ts'

/** What people write to each other: it belongs in the database, in answers and in mails, and nowhere else. */
export const PRIVATE_WORDS = 'canary-private-words'

/** How the links begin that rooms have, the provider's own among them. */
const LINKS = [
  'meet.google.com/',
  'zoom.us/j/',
  'teams.microsoft.com/l/meetup-join/',
  'rooms.example.com/',
  'jitsi.example.com/',
]

const canary = () => `canary-client-secret-${randomBytes(12).toString('hex')}`

/** A Foyer of its own with everything that can be broken, and what is needed to look at it from outside. */
export interface World extends AsyncDisposable {
  appUrl: string
  /** For the database as it is, behind Foyer's back. */
  sql: Sql
  /** For jobs, and to open what is sealed. */
  core: Context
  sandbox: Sandbox
  /** The companies that the sandbox plays. */
  vendors: Record<VendorPlatform, Vendor>
  workers: Victim[]
  leaks: LeakWatch
  /** Where the logs are. */
  folder: string
  /** Stops PostgreSQL in order and starts it again after the given time. */
  restartDatabase(afterMs: number): Promise<void>
  /** Leaves the logs behind when the world is disposed of. */
  keepLogs(): void
}

/** Starts PostgreSQL, the sandbox, the API and the workers. */
export async function openWorld(options: { workers: number }): Promise<World> {
  const stops: (() => unknown)[] = []
  const dispose = async () => {
    for (const stop of stops.toReversed()) await stop()
  }
  try {
    const home = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-chaos-'))
    fs.chmodSync(home, 0o755)
    let keepsLogs = false
    const dataDir = path.join(home, 'data')
    stops.push(() => fs.rmSync(keepsLogs ? dataDir : home, { recursive: true, force: true }))
    say('Starting a PostgreSQL of its own')
    let server = await startEmbeddedPostgres({ dataDir })
    stops.push(() => server.stop())
    const { url: databaseUrl, port: databasePort } = server
    await prepareDatabase(databaseUrl)
    const sandbox = await startSandbox()
    stops.push(() => sandbox.close())

    const port = await findFreePort()
    const appUrl = `http://localhost:${port}`
    const clientSecrets = Object.fromEntries(VARIABLE_PREFIXES.map((prefix) => [`${prefix}_CLIENT_SECRET`, canary()]))
    const secrets = {
      ...clientSecrets,
      AUTH_SECRET: randomBytes(32).toString('base64url'),
      ZOOM_WEBHOOK_SECRET: `canary-webhook-secret-${randomBytes(12).toString('hex')}`,
      encryptionKey: randomBytes(32).toString('hex'),
    }
    const encryptionKeys = `chaos:${secrets.encryptionKey}`
    const leaks = watchLeaks([
      ...Object.entries(secrets).map(([name, value]) => ({ name, value })),
      { name: 'private words', value: PRIVATE_WORDS, allowed: ['database', 'HTTP answers', 'mails'] },
      { name: 'a password', value: PASSWORD },
      { name: 'an e-mail address', value: '@chaos.test', allowed: ['database', 'HTTP answers', 'mails'] },
      ...LINKS.map((value) => ({ name: 'a link', value, allowed: ['database', 'HTTP answers', 'mails'] as const })),
      { name: 'the host’s way in', value: 'canary-start-url' },
    ])
    const env: NodeJS.ProcessEnv = {
      ...process.env,
      DATABASE_URL: databaseUrl,
      PORT: String(port),
      APP_URL: appUrl,
      // Everybody has an address of their own, as behind a proxy.
      TRUST_PROXY: '1',
      AUTH_SECRET: secrets.AUTH_SECRET,
      ENCRYPTION_KEYS: encryptionKeys,
      ...developmentCredentials({}),
      ...platformOrigins({}, sandbox.origin),
      ...clientSecrets,
      ZOOM_WEBHOOK_SECRET: secrets.ZOOM_WEBHOOK_SECRET,
      SMTP_URL: sandbox.smtpUrl,
      LOG_LEVEL: 'debug',
    }
    say(`Starting the API and ${options.workers} workers`)
    const start = (app: 'api' | 'worker', name: string, place: Place): Victim => {
      const script = `apps/${app}/src/main.ts`
      const begins = app === 'worker' ? '"msg":"working"' : '"msg":"listening"'
      const onLine = (line: string) => leaks.look(place, line)
      const victim = startVictim({ name, script, begins, env, folder: home, onLine })
      stops.push(() => victim.stop())
      return victim
    }
    start('api', 'api', 'API logs')
    const workers = Array.from({ length: options.workers }, (_, index) =>
      start('worker', `worker-${index + 1}`, 'worker logs'),
    )
    const sql = postgres(databaseUrl, { max: 4, onnotice: () => {}, connection: { application_name: 'chaos-judge' } })
    stops.push(() => sql.end({ timeout: 1 }))
    const { core, close } = await createCore({
      role: 'sender',
      databaseUrl,
      encryptionKeys,
      appUrl,
      connectionPolicy: 'block',
      credentials: {},
      mailFrom: 'nobody@chaos.test',
      log: createLogger({ app: 'chaos', level: 'silent' }),
    })
    stops.push(close)
    await waitForAnswer(`${appUrl}/readyz`, 60_000)
    await sandbox.zoom.setWebhook({ url: `${appUrl}/api/webhooks/zoom`, secret: secrets.ZOOM_WEBHOOK_SECRET })
    return {
      appUrl,
      sql,
      core: actAs(core, SYSTEM),
      sandbox,
      vendors: vendorsOf(sandbox),
      workers,
      leaks,
      folder: home,
      async restartDatabase(afterMs) {
        await server.stop()
        await sleep(afterMs)
        server = await startEmbeddedPostgres({ dataDir, port: databasePort })
      },
      keepLogs() {
        keepsLogs = true
      },
      [Symbol.asyncDispose]: dispose,
    }
  } catch (error) {
    await dispose()
    throw error
  }
}
