import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { startEmbeddedPostgres } from '@foyer/db/embedded/start-embedded'
import { type Sandbox, startSandbox } from '@foyer/sandbox/server'
import { keepRunning } from './children.ts'
import { prepareDatabase } from './database.ts'
import { developmentCredentials, platformOrigins } from './platform-variables.ts'
import { findFreePort, waitForAnswer } from './ports.ts'
import { inRoot } from './root.ts'
import { say } from './say.ts'

export interface ThrowAwayFoyer extends AsyncDisposable {
  appUrl: string
  sandbox: Sandbox
}

/** A whole Foyer of its own, without a browser: database, sandbox, API and worker, gone when it is disposed of. */
export async function startThrowAwayFoyer(): Promise<ThrowAwayFoyer> {
  const stops: (() => unknown)[] = []
  const dispose = async () => {
    for (const stop of stops.toReversed()) await stop()
  }
  try {
    const home = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-throw-away-'))
    fs.chmodSync(home, 0o755)
    stops.push(() => fs.rmSync(home, { recursive: true, force: true }))
    say('Starting a PostgreSQL of its own')
    const postgres = await startEmbeddedPostgres({ dataDir: path.join(home, 'data') })
    stops.push(() => postgres.stop())
    await prepareDatabase(postgres.url)
    const sandbox = await startSandbox()
    stops.push(() => sandbox.close())
    const port = await findFreePort()
    const appUrl = `http://localhost:${port}`
    const env: NodeJS.ProcessEnv = {
      ...process.env,
      DATABASE_URL: postgres.url,
      PORT: String(port),
      APP_URL: appUrl,
      AUTH_SECRET: randomBytes(32).toString('base64url'),
      ENCRYPTION_KEYS: `once:${randomBytes(32).toString('hex')}`,
      ...developmentCredentials({}),
      ...platformOrigins({}, sandbox.origin),
      SMTP_URL: sandbox.smtpUrl,
      LOG_LEVEL: 'warn',
    }
    say('Starting the API and the worker')
    for (const app of ['api', 'worker']) {
      const child = keepRunning(`The ${app}`, { args: [inRoot(`apps/${app}/src/main.ts`)], env })
      stops.push(() => child.stop())
    }
    await waitForAnswer(`${appUrl}/readyz`, 60_000)
    return { appUrl, sandbox, [Symbol.asyncDispose]: dispose }
  } catch (error) {
    await dispose()
    throw error
  }
}
