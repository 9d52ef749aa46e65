import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { MeetingWorld } from '@foyer/core/testing/meeting-world'

const HERE = import.meta.dirname

/** A worker as it is deployed: a process of its own, with nothing of the test's but the addresses. */
export interface WorkerProcess {
  /** Resolves when it has said that it works. */
  working: Promise<void>
  /** How it ended. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
  send(signal: 'SIGKILL' | 'SIGTERM' | 'SIGSTOP' | 'SIGCONT'): void
  /** Everything it wrote to its log so far. */
  log(): string
}

type World = Pick<MeetingWorld, 'databaseUrl' | 'core' | 'sandbox'>

/** Starts a worker on the world's database and sandbox; `crashPoint` is where it dies, see `crash-at.ts`. */
export function startWorker(world: World, options: { crashPoint?: string } = {}): WorkerProcess {
  const { crashPoint } = options
  const preload = ['--import', pathToFileURL(path.join(HERE, 'crash-at.ts')).href]
  const child = spawn(
    process.execPath,
    [...(crashPoint === undefined ? [] : preload), path.join(HERE, '..', 'main.ts')],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        DATABASE_URL: world.databaseUrl,
        APP_URL: world.core.config.appUrl,
        ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 7).toString('hex')}`,
        GOOGLE_CLIENT_ID: 'foyer-test',
        GOOGLE_CLIENT_SECRET: 'canary-client-secret',
        GOOGLE_ORIGIN: world.sandbox.origin,
        SMTP_URL: world.sandbox.smtpUrl,
        LOG_LEVEL: 'debug',
        CRASH_POINT: crashPoint,
      },
    },
  )
  return watch(child)
}

function watch(child: ChildProcess): WorkerProcess {
  let log = ''
  const working = new Promise<void>((resolve) => {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      log += text
      if (log.includes('"working"')) resolve()
    })
  })
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) =>
    child.once('exit', (code, signal) => resolve({ code, signal })),
  )
  return { working, ended, send: (signal) => child.kill(signal), log: () => log }
}
