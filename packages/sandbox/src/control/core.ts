import { setTimeout as sleep } from 'node:timers/promises'
import { type CallLog, createCallLog } from './call-log.ts'
import { createClock, type SandboxClock } from './clock.ts'
import { createFaultQueue, type FaultQueue } from './faults.ts'
import { createLatency, type Latency } from './latency.ts'

/** What all vendors share: time, faults, latency and the log. */
export interface SandboxCore {
  clock: SandboxClock
  faults: FaultQueue
  latency: Latency
  calls: CallLog
  /** Waits in real time; rejects at once when the sandbox closes. */
  wait(ms: number): Promise<void>
  /** Ends every wait. */
  close(): void
  reset(): void
}

export function createCore(now: () => Date): SandboxCore {
  const closing = new AbortController()
  const core: SandboxCore = {
    clock: createClock(now),
    faults: createFaultQueue(),
    latency: createLatency(),
    calls: createCallLog(),
    async wait(ms) {
      if (ms > 0) await sleep(ms, undefined, { signal: closing.signal })
    },
    close: () => closing.abort(),
    reset() {
      core.clock.setOffset(0)
      core.faults.clear()
      core.faults.seed(1)
      core.latency.clear()
      core.calls.clear()
    },
  }
  return core
}
