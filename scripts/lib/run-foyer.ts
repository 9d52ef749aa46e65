import { type Child, keepRunning } from './children.ts'
import { addDemoData, prepareDatabase, startDatabase } from './database.ts'
import { developmentSecrets, lockHome, openHome } from './home.ts'
import { developmentCredentials, lacksOrigin, platformOrigins, webhookSecret } from './platform-variables.ts'
import { isPortFree, waitForAnswer } from './ports.ts'
import { inRoot } from './root.ts'
import { startSandboxProcess } from './sandbox.ts'
import { say } from './say.ts'
import { buildWeb } from './web-build.ts'

const READY_WITHIN_MS = 60_000

export interface RunningFoyer {
  appUrl: string
  sandboxOrigin: string | undefined
  hasDemoData: boolean
  /** Settles with a sentence when something ended that cannot be started again. */
  broken: Promise<string>
  stop(): Promise<void>
}

/** Starts everything in order and waits until it answers. `watch` reloads each part when its source changes. */
export async function runFoyer({ watch }: { watch: boolean }): Promise<RunningFoyer> {
  const port = Number(process.env.PORT || 3000)
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Error(`PORT has to be a port number, not "${process.env.PORT}".`)
  if (!(await isPortFree(port)))
    throw new Error(`Port ${port} is taken. Stop what uses it, or choose another: PORT=${port + 100} npm start`)
  const home = openHome()
  const stops: (() => unknown)[] = [lockHome(home)]
  const stop = async () => {
    for (const end of stops.reverse()) await end()
    stops.length = 0
  }
  try {
    const secrets = developmentSecrets(home)
    const appUrl = process.env.APP_URL || `http://localhost:${port}`
    const database = await startDatabase(home, secrets.databasePassword)
    stops.push(database.stop)
    await prepareDatabase(database.url)
    const hasDemoData = process.env.FOYER_DEMO !== '0'
    if (hasDemoData) await addDemoData(database.url)
    if (!watch) buildWeb()

    const needsSandbox = lacksOrigin(process.env) || !process.env.SMTP_URL
    const sandbox = needsSandbox ? await startSandboxProcess(home, port + 1) : undefined
    if (sandbox) stops.push(sandbox.child.stop)
    const env: NodeJS.ProcessEnv = {
      ...process.env,
      DATABASE_URL: database.url,
      APP_URL: appUrl,
      AUTH_SECRET: process.env.AUTH_SECRET || secrets.authSecret,
      ENCRYPTION_KEYS: process.env.ENCRYPTION_KEYS || secrets.encryptionKeys,
      ...developmentCredentials(process.env),
      ...platformOrigins(process.env, sandbox?.origin),
      SMTP_URL: process.env.SMTP_URL || sandbox?.smtpUrl,
      LOG_LEVEL: process.env.LOG_LEVEL || 'warn',
    }
    const apiPort = watch ? port + 2 : port
    say('Starting the API and the worker')
    const watching = watch ? ['--watch', '--watch-preserve-output'] : []
    const api = keepRunning('The API', {
      args: [...watching, inRoot('apps/api/src/main.ts')],
      env: { ...env, PORT: String(apiPort) },
    })
    stops.push(api.stop)
    const worker = keepRunning('The worker', { args: [...watching, inRoot('apps/worker/src/main.ts')], env })
    stops.push(worker.stop)
    if (watch) stops.push(startVite(port, apiPort).stop)
    const early = Promise.race([api.diedEarly, worker.diedEarly])
    await Promise.race([
      waitForAnswer(`http://localhost:${apiPort}/readyz`, READY_WITHIN_MS),
      early.then((name) => {
        throw new Error(`${name} could not start; the reason stands above.`)
      }),
    ])
    if (sandbox && !process.env.ZOOM_ORIGIN)
      await subscribeToEvents(sandbox.origin, `http://localhost:${apiPort}/api/webhooks/zoom`)
    if (sandbox && !process.env.GOOGLE_ORIGIN)
      await registerReceiver(sandbox.origin, `http://localhost:${apiPort}/api/webhooks/google-accounts`)
    const broken = database.died.then(() => 'PostgreSQL ended by itself; the next start brings it back.')
    return { appUrl, sandboxOrigin: sandbox?.origin, hasDemoData, broken, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Has the stand-in for Zoom send its events here, as somebody does at Zoom who sets the app up. */
async function subscribeToEvents(sandboxOrigin: string, url: string): Promise<void> {
  const body = JSON.stringify({ url, secret: webhookSecret(process.env) })
  const answer = await fetch(`${sandboxOrigin}/_sandbox/zoom/webhook`, { method: 'PUT', body })
  if (!answer.ok) throw new Error(`The sandbox would not send events of Zoom to ${url}: it answered ${answer.status}.`)
}

/** Has the stand-in for Google send its security events here, as an operator does once at Google. */
async function registerReceiver(sandboxOrigin: string, address: string): Promise<void> {
  const body = JSON.stringify({ address })
  const answer = await fetch(`${sandboxOrigin}/_sandbox/google/receiver`, { method: 'PUT', body })
  if (!answer.ok)
    throw new Error(`The sandbox would not send security events to ${address}: it answered ${answer.status}.`)
}

function startVite(port: number, apiPort: number): Child {
  return keepRunning('Vite', {
    args: [
      inRoot('apps/web/node_modules/vite/bin/vite.js'),
      '--port',
      String(port),
      '--strictPort',
      '--clearScreen',
      'false',
    ],
    cwd: inRoot('apps/web'),
    env: { ...process.env, FOYER_API_ORIGIN: `http://localhost:${apiPort}` },
  })
}
