import type { RunningFoyer } from './run-foyer.ts'
import { fail, say } from './say.ts'

const DEMO_PASSWORD = 'foyer-demo-pass'

/** Prints where Foyer is, then runs until it is asked to end. */
export async function untilStopped(start: () => Promise<RunningFoyer>): Promise<void> {
  let foyer: RunningFoyer | undefined
  let isStopping = false
  const stop = async (problem?: string) => {
    if (isStopping || !foyer) return
    isStopping = true
    say(problem ? `${problem} Stopping everything` : 'Stopping')
    await foyer.stop()
    process.exit(problem ? 1 : 0)
  }
  let wantsToStop = false
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      wantsToStop = true
      void stop()
    })
  try {
    foyer = await start()
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error))
  }
  void foyer.broken.then(stop)
  if (wantsToStop) return stop()
  process.stdout.write(`\n${announcement(foyer)}\n`)
}

function announcement({ appUrl, sandboxOrigin, hasDemoData }: RunningFoyer): string {
  const lines = [`Foyer is ready: ${appUrl}`]
  if (sandboxOrigin) lines.push(`Mails it sends:  ${sandboxOrigin}/mailbox`)
  if (hasDemoData)
    lines.push(
      '',
      `Demo accounts, all with the password ${DEMO_PASSWORD}:`,
      ...['provider', 'customer', 'admin'].map((role) => `  ${role}@foyer.test`),
    )
  lines.push('', 'Ctrl-C stops everything.')
  return lines.join('\n')
}
