import { createCore } from '@foyer/core/create-core'
import { createLogger, describeError, takeOverConsole } from '@foyer/core/log'
import { explainStartFailure } from '@foyer/core/start-failure'
import { readEnv } from './env.ts'
import { startHandlers } from './handlers.ts'
import { startSchedules } from './schedules.ts'

async function main(): Promise<void> {
  const env = readEnv(process.env)
  const log = createLogger({ app: 'worker', level: env.logLevel })
  takeOverConsole(log)
  const { core, runner, close } = await createCore({ ...env, role: 'worker', log })

  let isStopping = false
  let stopSchedules = () => {}
  const stop = async (signal: string) => {
    if (isStopping) return
    isStopping = true
    log.info({ signal }, 'stopping')
    stopSchedules()
    // Running jobs get up to 25 seconds; whatever is cut off then is taken up again from its row.
    await close()
    process.exit(0)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  process.on('unhandledRejection', (error) => log.error(describeError(error), 'a promise was left alone and failed'))

  await startHandlers(core, runner, env)
  stopSchedules = startSchedules(core)
  log.info('working')
}

try {
  await main()
} catch (error) {
  for (const line of explainStartFailure(error)) process.stderr.write(`foyer worker: ${line}\n`)
  process.exit(1)
}
