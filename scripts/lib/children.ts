import { type ChildProcess, spawn } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import { inRoot } from './root.ts'
import { say } from './say.ts'

const LEASH = pathToFileURL(inRoot('scripts/lib/leash.ts')).href
const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 15_000
/** A process that ran for this long counts as having started well. */
const STEADY_MS = 30_000
/** After this long a process that was asked to end is ended. */
const STOP_MS = 30_000

export interface ChildOptions {
  args: string[]
  cwd?: string
  env: NodeJS.ProcessEnv
  /** Sees each piece of standard output; otherwise it goes to standard error. */
  onOutput?: (text: string) => void
}

/** One of our processes: started again with growing pauses when it dies, until it is stopped. */
export interface Child {
  /** Settles only when the first run ends before it was steady: something is wrong that trying again will not mend. */
  diedEarly: Promise<string>
  stop(): Promise<void>
}

/** Starts a Node process and keeps it running. */
export function keepRunning(name: string, options: ChildOptions): Child {
  let isStopping = false
  let pause = FIRST_PAUSE_MS
  let current: ChildProcess | undefined
  let timer: NodeJS.Timeout | undefined
  let runs = 0
  const early = Promise.withResolvers<string>()

  const start = () => {
    const startedAt = performance.now()
    runs += 1
    // In a group of its own, so that Ctrl-C reaches only us and we end everything in order.
    const child = spawn(process.execPath, ['--import', LEASH, ...options.args], {
      cwd: options.cwd,
      env: options.env,
      stdio: ['ignore', options.onOutput ? 'pipe' : 2, 2, 'ipc'],
      detached: true,
    })
    current = child
    child.stdout?.setEncoding('utf8').on('data', (text: string) => options.onOutput?.(text))
    child.on('exit', (code, signal) => {
      if (isStopping) return
      if (runs === 1 && performance.now() - startedAt < STEADY_MS) early.resolve(name)
      pause = performance.now() - startedAt > STEADY_MS ? FIRST_PAUSE_MS : Math.min(pause * 2, LONGEST_PAUSE_MS)
      say(`${name} ended (${signal ?? code}); starting it again in ${pause / 1000} s`)
      timer = setTimeout(start, pause)
    })
  }
  start()

  return {
    diedEarly: early.promise,
    async stop() {
      isStopping = true
      clearTimeout(timer)
      const child = current
      if (!child || child.exitCode !== null || child.signalCode !== null) return
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
      const deadline = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
      child.kill('SIGTERM')
      await ended
      clearTimeout(deadline)
    },
  }
}
