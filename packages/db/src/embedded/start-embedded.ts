import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { environment, initCluster } from './init-cluster.ts'
import { planRun, type RunPlan } from './run-as.ts'

export interface EmbeddedOptions {
  dataDir: string
  /** A free one is taken unless given. */
  port?: number | undefined
  /** False for throw-away databases: fast, and lost when the machine fails. */
  durable?: boolean | undefined
  /** Asked for at every connection; without one everybody on this machine may enter. */
  password?: string | undefined
}

export interface EmbeddedPostgres {
  url: string
  port: number
  /** Taken over from a run that ended without stopping it. */
  isAdopted: boolean
  stop(): Promise<void>
}

const THROW_AWAY = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }

/**
 * Starts the PostgreSQL that comes with the dependencies, as root or as a normal user. One that a crashed run left
 * behind is taken over, a half-made data folder is made anew. Throws a plain sentence when it cannot start.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const plan = planRun(options.dataDir)
  const urlAt = (port: number) =>
    `postgres://postgres${options.password ? `:${encodeURIComponent(options.password)}` : ''}@127.0.0.1:${port}/postgres`
  const left = findRunning(plan.dataDir)
  if (left) return { url: urlAt(left.port), port: left.port, isAdopted: true, stop: () => stopByPid(left.pid) }

  initCluster(plan, options.password)
  const port = options.port ?? (await freePort())
  const child = launch(plan, port, options.durable ?? true)
  await untilReady(child)
  return { url: urlAt(port), port, isAdopted: false, stop: () => stop(plan, child) }
}

/** The living server of a data folder, by the lock file that PostgreSQL keeps there: pid in line 1, port in line 4. */
function findRunning(dataDir: string): { pid: number; port: number } | null {
  const lockFile = path.join(dataDir, 'postmaster.pid')
  if (!fs.existsSync(lockFile)) return null
  const [pid, folder, , port] = fs.readFileSync(lockFile, 'utf8').split('\n')
  const isOurs = folder !== undefined && path.resolve(folder) === path.resolve(dataDir)
  if (isOurs && isAlive(Number(pid)) && isPostgres(Number(pid)) && Number(port) > 0)
    return { pid: Number(pid), port: Number(port) }
  // A dead server's lock: PostgreSQL itself only removes it when no other process carries its number.
  fs.rmSync(lockFile, { force: true })
  return null
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** After a restart of the machine the number may belong to another program. Unknown counts as PostgreSQL. */
function isPostgres(pid: number): boolean {
  const file = `/proc/${pid}/cmdline`
  return !fs.existsSync(file) || fs.readFileSync(file, 'utf8').includes('postgres')
}

function launch(plan: RunPlan, port: number, durable: boolean): ChildProcess {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: '128MB',
    timezone: 'UTC',
    ...(durable ? {} : THROW_AWAY),
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const [command, args] = plan.command('postgres', ['-D', plan.dataDir, '-p', String(port), ...flags])
  // A group of its own, so that Ctrl-C reaches our processes first and the database last.
  return spawn(command, args, {
    ...plan.owner,
    env: environment,
    cwd: plan.dataDir,
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  })
}

function untilReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4000)
      if (text.includes('ready to accept connections')) resolve()
    })
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`PostgreSQL ended with ${code} while starting: ${said.trim()}`)))
  })
}

async function stop(plan: RunPlan, child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  // In a namespace our child is only the wrapper, so the server itself is told.
  const running = findRunning(plan.dataDir)
  if (running) process.kill(running.pid, 'SIGINT')
  else child.kill('SIGINT')
  await ended
}

async function stopByPid(pid: number): Promise<void> {
  if (isAlive(pid)) process.kill(pid, 'SIGINT')
  while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 20))
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('No free port.')),
      )
    })
  })
}
