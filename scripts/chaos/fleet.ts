import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { inRoot } from '../lib/root.ts'

const LEASH = pathToFileURL(inRoot('scripts/lib/leash.ts')).href
const STOP_MS = 30_000
const AGAIN_MS = 500

export interface ProcessOptions {
  name: string
  /** From the root of the project. */
  script: string
  env: NodeJS.ProcessEnv
  /** Part of the line by which it says that it has begun. */
  begins: string
  /** Folder for its log. */
  folder: string
  onLine: (line: string) => void
}

/** One of our processes, kept running until it is stopped, that can be treated badly. */
export interface Victim {
  /** `down` until it has said that it has begun. */
  state(): 'up' | 'down' | 'frozen'
  /** SIGKILL; started again after the given time. */
  kill(againAfterMs: number): Promise<void>
  /** SIGSTOP, and SIGCONT after the given time. */
  freeze(forMs: number): Promise<void>
  /** A new one is started, the old one asked to end. Milliseconds it took, and whether it ended in order. */
  replace(): Promise<{ ms: number; isClean: boolean }>
  /** How often it ended although nobody wanted it to. */
  ownEnds(): number
  stop(): Promise<void>
}

/** Starts a process of ours and keeps it running. */
export function startVictim(options: ProcessOptions): Victim {
  const log = fs.createWriteStream(path.join(options.folder, `${options.name}.log`), { flags: 'a' })
  const wanted = new Set<ChildProcess>()
  let ownEnds = 0
  let isStopping = false
  let hasBegun = false
  let isFrozen = false

  const current = () => [...wanted].at(-1)
  const start = (): ChildProcess => {
    hasBegun = false
    const child = spawn(process.execPath, ['--import', LEASH, inRoot(options.script)], {
      env: options.env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: true,
    })
    wanted.add(child)
    for (const stream of [child.stdout, child.stderr])
      if (stream)
        createInterface({ input: stream }).on('line', (line) => {
          log.write(`${line}\n`)
          options.onLine(line)
          if (child === current() && line.includes(options.begins)) hasBegun = true
        })
    child.once('exit', () => {
      if (!wanted.delete(child) || isStopping) return
      ownEnds += 1
      hasBegun = false
      setTimeout(() => !isStopping && start(), AGAIN_MS)
    })
    return child
  }
  start()

  const end = async (child: ChildProcess, signal: NodeJS.Signals): Promise<boolean> => {
    if (child.exitCode !== null || child.signalCode !== null) return true
    wanted.delete(child)
    const ended = once(child, 'exit')
    child.kill(signal)
    const deadline = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
    await ended
    clearTimeout(deadline)
    return child.exitCode === 0
  }

  return {
    state: () => (isFrozen ? 'frozen' : hasBegun ? 'up' : 'down'),
    async kill(againAfterMs) {
      const child = current()
      hasBegun = false
      if (child) await end(child, 'SIGKILL')
      await sleep(againAfterMs)
      if (!isStopping) start()
    },
    async freeze(forMs) {
      const child = current()
      isFrozen = true
      child?.kill('SIGSTOP')
      await sleep(forMs)
      child?.kill('SIGCONT')
      isFrozen = false
    },
    async replace() {
      const old = current()
      start()
      const startedAt = performance.now()
      const isClean = old ? await end(old, 'SIGTERM') : true
      return { ms: performance.now() - startedAt, isClean }
    },
    ownEnds: () => ownEnds,
    async stop() {
      isStopping = true
      await Promise.all([...wanted].map((child) => end(child, 'SIGTERM')))
      log.end()
    },
  }
}
