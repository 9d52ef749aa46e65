import { parseArgs } from 'node:util'
import { diagnose } from '@foyer/core/doctor/diagnose'
import { openDoctor } from '@foyer/core/doctor/open-doctor'
import { EnvironmentError } from '@foyer/core/environment'
import type { Diagnosis } from '@foyer/shared/doctor'
import { FoyerError } from '@foyer/shared/errors'
import { openInstallation } from './lib/installation.ts'
import { tellDiagnosis } from './lib/tell-diagnosis.ts'

const HELP = `Usage: npm run doctor [-- [--provider EMAIL] [--json]]

Says what is wrong with links and connections, who has to act, and what to do. It looks at the database of DATABASE_URL
with the keys of ENCRYPTION_KEYS, or at the one that npm start uses, whether that runs or not. It changes nothing.

  --provider EMAIL   looks at this provider only, and at what all share
  --json             prints one JSON document instead of text (npm run -s doctor keeps npm quiet)
  --help             prints this text

Exit codes: 0 all is well, 1 something needs somebody, 2 the command line or the environment is wrong.
`

/** The command was not used rightly; `message` holds one line for each problem. */
class WrongUse extends Error {
  override readonly name = 'WrongUse'
}

function readFlags() {
  const options = { provider: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } } as const
  try {
    const { values } = parseArgs({ options })
    if (values.provider !== undefined && !values.provider.includes('@'))
      throw new Error('--provider takes an e-mail address')
    return values
  } catch (error) {
    throw new WrongUse(`${error instanceof Error ? error.message : String(error)}\n${HELP.trim()}`)
  }
}

async function examine(providerEmail: string | undefined): Promise<Diagnosis> {
  const installation = await openInstallation()
  const stopped = Promise.withResolvers<never>()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => stopped.reject(new WrongUse('stopped before it was done')))
  const doctor = openDoctor(installation)
  try {
    return await Promise.race([diagnose(doctor.ctx, { providerEmail, origins: installation.origins }), stopped.promise])
  } finally {
    await doctor.close()
    await installation.close()
  }
}

async function main(): Promise<void> {
  const { provider, json, help } = readFlags()
  if (help) {
    process.stdout.write(HELP)
    return
  }
  const diagnosis = await examine(provider)
  process.stdout.write(json ? `${JSON.stringify(diagnosis)}\n` : tellDiagnosis(diagnosis))
  process.exitCode = diagnosis.allWell ? 0 : 1
}

try {
  await main()
} catch (error) {
  if (!(error instanceof WrongUse || error instanceof EnvironmentError || error instanceof FoyerError)) throw error
  for (const line of error.message.split('\n')) process.stderr.write(`doctor: ${line}\n`)
  process.exitCode = 2
}
