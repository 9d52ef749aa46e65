import { createAuth } from '@foyer/core/accounts/auth'
import { openChanges } from '@foyer/core/changes'
import { createCore } from '@foyer/core/create-core'
import { createLogger, describeError, takeOverConsole } from '@foyer/core/log'
import { explainStartFailure } from '@foyer/core/start-failure'
import { buildApp } from './app.ts'
import { readEnv } from './env.ts'

/** Requests that take longer than this after a stop signal are cut off. */
const STOP_MS = 10_000

async function main(): Promise<void> {
  const env = readEnv(process.env)
  const log = createLogger({ app: 'api', level: env.logLevel })
  takeOverConsole(log)
  const { core, close } = await createCore({ ...env, role: 'sender', log })
  const changes = await openChanges(env.databaseUrl)
  const auth = createAuth({ core, secret: env.authSecret, mailer: core.mailer })
  const app = await buildApp({ core, auth, changes, webDist: env.webDist, trustProxy: env.trustProxy })

  const stop = async (signal: string) => {
    log.info({ signal }, 'stopping')
    setTimeout(() => app.server.closeAllConnections(), STOP_MS).unref()
    await app.close()
    await changes.close()
    await close()
    process.exit(0)
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  process.on('unhandledRejection', (error) => log.error(describeError(error), 'a promise was left alone and failed'))

  const url = await app.listen({ host: env.host, port: env.port })
  log.info({ url }, 'listening')
}

try {
  await main()
} catch (error) {
  for (const line of explainStartFailure(error)) process.stderr.write(`foyer api: ${line}\n`)
  process.exit(1)
}
