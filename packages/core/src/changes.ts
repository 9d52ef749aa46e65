import { EventEmitter } from 'node:events'
import { listen } from '@foyer/db/client'

/** What a notice names: something to read again. */
export type ChangeTopic = `session:${string}` | `user:${string}`

/** The channel the triggers in `packages/db/migrations` write to. */
const CHANNEL = 'foyer_changes'

/** A running watch on one topic. */
export interface Watch {
  /**
   * Resolves with `changed` once there was a notice since the last call, however many; with `idle` after `idleMs`
   * without one; with `ended` when the signal aborts.
   */
  next(idleMs: number): Promise<'changed' | 'idle' | 'ended'>
  stop(): void
}

export interface Changes {
  /** Begins at once, so that a read after this call misses nothing. */
  watch(topic: ChangeTopic, signal?: AbortSignal): Watch
  /** How many watches are running. */
  watching(): number
  close(): Promise<void>
}

/**
 * Hears of every change in the database over one connection. A connection that was lost and came back counts as a change
 * of everything, because notices in between are gone.
 */
export async function openChanges(databaseUrl: string): Promise<Changes> {
  const notices = new EventEmitter().setMaxListeners(0)
  const everything = 'everything'
  const stopListening = await listen(
    databaseUrl,
    CHANNEL,
    (topic) => notices.emit(topic),
    () => notices.emit(everything),
  )
  return {
    watch(topic, signal) {
      const watch = new PendingNotice(signal)
      const onNotice = () => watch.notice()
      for (const name of [topic, everything]) notices.on(name, onNotice)
      return {
        next: (idleMs) => watch.next(idleMs),
        stop() {
          for (const name of [topic, everything]) notices.off(name, onNotice)
        },
      }
    },
    watching: () => notices.listenerCount(everything),
    close: stopListening,
  }
}

/** Remembers that something happened until it is asked for; a burst of notices is one. */
class PendingNotice {
  #pending = false
  #wake: (() => void) | null = null
  readonly #signal: AbortSignal | undefined

  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal
  }

  notice(): void {
    this.#pending = true
    this.#wake?.()
  }

  async next(idleMs: number): Promise<'changed' | 'idle' | 'ended'> {
    if (!this.#pending && !this.#signal?.aborted) await this.#sleep(idleMs)
    if (this.#signal?.aborted) return 'ended'
    if (!this.#pending) return 'idle'
    this.#pending = false
    return 'changed'
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer)
        this.#signal?.removeEventListener('abort', wake)
        this.#wake = null
        resolve()
      }
      const timer = setTimeout(wake, ms)
      this.#signal?.addEventListener('abort', wake, { once: true })
      this.#wake = wake
    })
  }
}
