import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { hashPassword } from '@foyer/core/accounts/auth'
import { installQueue } from '@foyer/core/jobs'
import { openDatabase } from '@foyer/db/client'
import { startEmbeddedPostgres } from '@foyer/db/embedded/start-embedded'
import { migrateDatabase } from '@foyer/db/migrate'
import { seedDemo } from '@foyer/db/seed/seed-demo'
import { startSandbox } from '@foyer/sandbox/server'
import { buildWeb } from './build-web.ts'
import { run, untilAnswering } from './child-process.ts'

const READY_MS = 60_000
const WEBHOOK_SECRET = 'foyer-e2e-webhook-secret'
const APPS = path.resolve(import.meta.dirname, '../../../apps')

/** A whole Foyer of its own: database, sandbox platforms, worker, API and the built screens. */
export interface Stack {
  appUrl: string
  sandboxOrigin: string
  databaseUrl: string
  /** The built screens. */
  webDist: string
  /** The last lines of API and worker. */
  log(): string
  /** Ends everything, in order. */
  stop(): Promise<void>
}

const COMPANIES = ['GOOGLE', 'ZOOM', 'MICROSOFT'] as const
type Company = (typeof COMPANIES)[number]

/** What this Foyer is to every platform. */
export const E2E_CLIENT = { clientId: 'foyer-e2e', clientSecret: 'foyer-e2e-secret' }

interface StackOptions {
  /** Fills it with people. */
  hasDemoData?: boolean
  /** Companies that the sandbox does not stand in for. */
  origins?: Partial<Record<Company, string>>
  /** Screens that are built already. */
  webDist?: string | undefined
}

/** Starts a Foyer that lives in a temporary folder and leaves nothing behind. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const { hasDemoData = false, origins = {}, webDist: builtBefore } = options
  const home = mkdtempSync(path.join(os.tmpdir(), 'foyer-e2e-'))
  // Others may enter, because root runs the database as nobody.
  chmodSync(home, 0o755)
  const stops: (() => unknown)[] = [() => rmSync(home, { recursive: true, force: true })]
  const stop = async () => {
    for (const end of stops.reverse()) await end()
    stops.length = 0
  }
  try {
    const webDist = builtBefore ?? path.join(home, 'web')
    const built = builtBefore ? Promise.resolve() : buildWeb(webDist)
    // Awaited below; until then a failure must not count as left alone.
    built.catch(() => {})
    const postgres = await startEmbeddedPostgres({ dataDir: path.join(home, 'postgres'), durable: false })
    stops.push(() => postgres.stop())
    await migrateDatabase(postgres.url)
    await installQueue(postgres.url)
    if (hasDemoData) await addDemoData(postgres.url)
    const sandbox = await startSandbox()
    stops.push(() => sandbox.close())
    await built

    const port = await freePort()
    const appUrl = `http://localhost:${port}`
    const env: NodeJS.ProcessEnv = {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      DATABASE_URL: postgres.url,
      APP_URL: appUrl,
      PORT: String(port),
      WEB_DIST: webDist,
      AUTH_SECRET: randomBytes(32).toString('base64url'),
      ENCRYPTION_KEYS: `test:${randomBytes(32).toString('hex')}`,
      ...platformVariables(sandbox.origin, origins),
      ZOOM_WEBHOOK_SECRET: WEBHOOK_SECRET,
      SMTP_URL: sandbox.smtpUrl,
      LOG_LEVEL: 'warn',
    }
    const api = run('api', [path.join(APPS, 'api/src/main.ts')], env)
    stops.push(api.stop)
    const worker = run('worker', [path.join(APPS, 'worker/src/main.ts')], env)
    stops.push(worker.stop)
    await untilAnswering(`${appUrl}/readyz`, [api, worker], READY_MS)
    await sandbox.zoom.setWebhook({ url: `${appUrl}/api/webhooks/zoom`, secret: WEBHOOK_SECRET })
    const log = () => [api.log(), worker.log()].filter(Boolean).join('\n')
    return { appUrl, sandboxOrigin: sandbox.origin, databaseUrl: postgres.url, webDist, log, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Every platform is the sandbox, but for those that are somewhere else. */
const platformVariables = (sandboxOrigin: string, origins: Partial<Record<Company, string>>): NodeJS.ProcessEnv =>
  Object.fromEntries(
    COMPANIES.flatMap((company) => [
      [`${company}_CLIENT_ID`, E2E_CLIENT.clientId],
      [`${company}_CLIENT_SECRET`, E2E_CLIENT.clientSecret],
      [`${company}_ORIGIN`, origins[company] ?? sandboxOrigin],
    ]),
  )

async function addDemoData(url: string): Promise<void> {
  const { db, close } = openDatabase(url, { max: 2 })
  try {
    await seedDemo(db, { now: new Date(), hashPassword })
  } finally {
    await close()
  }
}

/** The API has to know its own address before it listens, so a free port is looked up first. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, 'localhost', () => {
      const address = server.address()
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('There is no free port.')),
      )
    })
  })
}
