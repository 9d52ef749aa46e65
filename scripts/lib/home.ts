import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import * as z from 'zod'
import { inRoot } from './root.ts'

const secretsSchema = z.strictObject({
  authSecret: z.string().min(32),
  encryptionKeys: z.string().min(64),
  databasePassword: z.string().min(16),
})

/** Keys made for this machine's development; never for production. */
export type DevelopmentSecrets = z.infer<typeof secretsSchema>

/** Where the home folder is or would be. */
export const homeFolder = (): string => path.resolve(process.env.FOYER_HOME || inRoot('.foyer'))

/** The folder for the embedded database, the keys made for development, and what the sandbox remembers. */
export function openHome(): string {
  const home = homeFolder()
  // Others may enter, because root runs the database as nobody; what is secret in it is closed by itself.
  fs.mkdirSync(home, { recursive: true, mode: 0o755 })
  return home
}

/** Reads the keys, or makes them at the first start. Throws when the file is damaged: new keys could read nothing old. */
export function developmentSecrets(home: string): DevelopmentSecrets {
  const file = path.join(home, 'secrets.json')
  if (fs.existsSync(file)) {
    const parsed = secretsSchema.safeParse(JSON.parse(fs.readFileSync(file, 'utf8')))
    if (!parsed.success) throw new Error(`${file} is damaged. Restore it, or delete the whole folder to begin anew.`)
    return parsed.data
  }
  const secrets = {
    authSecret: randomBytes(32).toString('base64url'),
    encryptionKeys: `dev:${randomBytes(32).toString('hex')}`,
    databasePassword: randomBytes(18).toString('base64url'),
  }
  fs.writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
  return secrets
}

/** Takes the folder for this process; says in one line when another living one has it. */
export function lockHome(home: string): () => void {
  const lock = tryLockHome(home)
  if ('release' in lock) return lock.release
  throw new Error(
    `Foyer already runs from ${home} (process ${lock.holder}). Stop it first, or set FOYER_HOME to another folder.`,
  )
}

/** Takes the folder for this process, or names the living one that has it. */
export function tryLockHome(home: string): { release: () => void } | { holder: number } {
  const file = path.join(home, 'running.pid')
  while (!takeLock(file)) {
    // Gone again when it was let go of just now.
    const holder = fs.existsSync(file) ? Number(fs.readFileSync(file, 'utf8')) : 0
    if (isFoyer(holder)) return { holder }
    fs.rmSync(file, { force: true })
  }
  return { release: () => fs.rmSync(file, { force: true }) }
}

/** Of two processes at once only one gets it: the file appears whole, by its name, or not at all. */
function takeLock(file: string): boolean {
  const mine = `${file}.${process.pid}`
  fs.writeFileSync(mine, String(process.pid))
  try {
    fs.linkSync(mine, file)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  } finally {
    fs.rmSync(mine)
  }
}

/** A number may have gone to another program since; where that can be seen, it is looked at. */
function isFoyer(pid: number): boolean {
  if (!(pid > 0) || pid === process.pid) return false
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  const commandLine = `/proc/${pid}/cmdline`
  return !fs.existsSync(commandLine) || fs.readFileSync(commandLine, 'utf8').includes('scripts')
}
