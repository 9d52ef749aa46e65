import { setTimeout as sleep } from 'node:timers/promises'
import { type CallLog, createCallLog } from './call-log.ts'
import { createClock, type SandboxClock } from './clock.ts'
import { createDelivery, type Deliver } from './deliveries.ts'
import { createFaultQueue, type FaultQueue } from './faults.ts'
import { createLatency, type Latency } from './latency.ts'

/** What all vendors share: time, faults, latency and the log. */
export interface SandboxCore {
  clock: SandboxClock
  faults: FaultQueue
  latency: Latency
  calls: CallLog
  /** Sends to the product what a vendor sends by itself. */
  deliver: Deliver
  /** Waits in real time; rejects at once when the sandbox closes. */
  wait(ms: number): Promise<void>
  /** Ends every wait. */
  close(): void
  reset(): void
}

export function createCore(now: () => Date): SandboxCore {
  const closing = new AbortController()
  const clock = createClock(now)
  const faults = createFaultQueue()
  const calls = createCallLog()
  const wait = async (ms: number) => {
    if (ms > 0) await sleep(ms, undefined, { signal: closing.signal })
  }
  const core: SandboxCore = {
    clock,
    faults,
    latency: createLatency(),
    calls,
    deliver: createDelivery({ calls, faults, now: clock.now, wait, closing: closing.signal }),
    wait,
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
