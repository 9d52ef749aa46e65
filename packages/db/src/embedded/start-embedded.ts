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
  /** Settles when the server ends without having been asked to. Never for one that was taken over. */
  died: Promise<void>
  stop(): Promise<void>
}

/** How long a server that was left behind may take to finish starting or stopping. */
const SETTLE_MS = 60_000
const THROW_AWAY = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }

/**
 * Starts the PostgreSQL that comes with the dependencies, as root or as a normal user. One that a crashed run left
 * behind is taken over, a half-made data folder is made anew. Throws a plain sentence when it cannot start.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const plan = planRun(options.dataDir)
  const urlAt = (port: number) => urlOf(port, options.password)
  const left = await findReady(plan.dataDir)
  if (left) {
    const died = new Promise<void>(() => {})
    return {
      url: urlAt(left.port),
      port: left.port,
      isAdopted: true,
      died,
      stop: () => stopLeft(plan.dataDir, left.pid),
    }
  }

  initCluster(plan, options.password)
  const port = options.port ?? (await freePort())
  const child = launch(plan, port, options.durable ?? true)
  await untilReady(child)
  let wasAsked = false
  const died = new Promise<void>((resolve) => child.once('exit', () => !wasAsked && resolve()))
  return {
    url: urlAt(port),
    port,
    isAdopted: false,
    died,
    stop() {
      wasAsked = true
      return stop(plan, child)
    },
  }
}

/** The address of the server that runs in the data folder, left running; null when none does. Waits for one that starts. */
export async function findEmbeddedPostgres(options: EmbeddedOptions): Promise<string | null> {
  const running = await findReady(planRun(options.dataDir).dataDir)
  return running && urlOf(running.port, options.password)
}

const urlOf = (port: number, password: string | undefined) =>
  `postgres://postgres${password ? `:${encodeURIComponent(password)}` : ''}@127.0.0.1:${port}/postgres`

/** The server that is there to be taken over. One that still starts or stops is waited for; throws when that takes too long. */
async function findReady(dataDir: string): Promise<RunningServer | null> {
  const giveUpAt = performance.now() + SETTLE_MS
  while (performance.now() < giveUpAt) {
    const running = findRunning(dataDir)
    if (!running || running.isReady) return running
    await pause()
  }
  throw new Error(`PostgreSQL neither starts nor stops in ${dataDir}; process ${findRunning(dataDir)?.pid} holds it.`)
}

interface RunningServer {
  pid: number
  port: number
  isReady: boolean
}

/** The living server of a data folder, by PostgreSQL's lock file in it: pid in line 1, port in line 4, state in line 8. */
function findRunning(dataDir: string): RunningServer | null {
  const lockFile = path.join(dataDir, 'postmaster.pid')
  if (!fs.existsSync(lockFile)) return null
  const [pid, , , port, , , , state] = fs.readFileSync(lockFile, 'utf8').split('\n')
  if (serves(dataDir, Number(pid))) return { pid: Number(pid), port: Number(port), isReady: state?.trim() === 'ready' }
  // A dead server's lock: PostgreSQL itself only removes it when no other process carries its number.
  fs.rmSync(lockFile, { force: true })
  return null
}

/** A process that ended, or one that got its number after a restart of the machine, has another command line. */
function serves(dataDir: string, pid: number): boolean {
  const file = `/proc/${pid}/cmdline`
  if (fs.existsSync(file)) return fs.readFileSync(file, 'utf8').split('\0').includes(dataDir)
  return process.platform !== 'linux' && isAlive(pid)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
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

async function stopLeft(dataDir: string, pid: number): Promise<void> {
  if (serves(dataDir, pid)) process.kill(pid, 'SIGINT')
  while (serves(dataDir, pid)) await pause()
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 20))

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
