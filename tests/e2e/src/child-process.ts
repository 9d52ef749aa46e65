import { type ChildProcess, spawn } from 'node:child_process'

const STOP_MS = 10_000
const LINES_KEPT = 400

/** One process of ours with its last lines. */
export interface Running {
  log(): string
  /** Rejects when the process ends without having been asked to. */
  ended: Promise<never>
  stop(): Promise<void>
}

/** Starts a Node program and keeps what it says. */
export function run(name: string, args: string[], env: NodeJS.ProcessEnv): Running {
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let lines: string[] = []
  let isStopping = false
  const keep = (text: string) => {
    lines = [...lines, ...text.trimEnd().split('\n')].slice(-LINES_KEPT)
  }
  child.stdout.setEncoding('utf8').on('data', keep)
  child.stderr.setEncoding('utf8').on('data', keep)
  const log = () => lines.map((line) => `${name}: ${line}`).join('\n')
  const ended = new Promise<never>((_resolve, reject) => {
    child.once('exit', (code, signal) => {
      if (!isStopping) reject(new Error(`${name} ended with ${signal ?? code}.\n${log()}`))
    })
  })
  // Whoever waits for the start hears of it; later the log tells.
  ended.catch((error: Error) => keep(error.message.split('\n')[0] ?? ''))
  return {
    log,
    ended,
    stop() {
      isStopping = true
      return stop(child)
    },
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const deadline = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
  child.kill('SIGTERM')
  await ended
  clearTimeout(deadline)
}

/** Waits until an address answers with success, or until one of the processes has ended. Throws after the given time. */
export async function untilAnswering(url: string, processes: Running[], withinMs: number): Promise<void> {
  const giveUpAt = performance.now() + withinMs
  const isThere = async () => {
    while (performance.now() < giveUpAt) {
      const answer = await fetch(url).catch(() => null)
      if (answer?.ok) return
      await new Promise((resolve) => setTimeout(resolve, 40))
    }
    throw new Error(
      `${url} did not answer within ${withinMs / 1000} s.\n${processes.map(({ log }) => log()).join('\n')}`,
    )
  }
  await Promise.race([isThere(), ...processes.map(({ ended }) => ended)])
}
