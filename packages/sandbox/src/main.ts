import { readEnv } from './env.ts'
import { startSandbox } from './server.ts'

try {
  const env = readEnv(process.env)
  const sandbox = await startSandbox({
    port: env.SANDBOX_PORT,
    smtpPort: env.SANDBOX_SMTP_PORT,
    host: env.SANDBOX_HOST,
    stateFile: env.SANDBOX_STATE,
  })
  const stop = async () => {
    await sandbox.close()
    process.exit(0)
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  process.stdout.write(`${JSON.stringify({ origin: sandbox.origin, smtpUrl: sandbox.smtpUrl })}\n`)
} catch (error) {
  process.stderr.write(`sandbox: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
