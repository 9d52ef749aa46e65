import type { CallLog } from './call-log.ts'
import type { FaultQueue, FaultRule } from './faults.ts'

/** What a vendor sends to the product by itself, such as a notification. `operation` is what faults and the log call it. */
export interface Delivery {
  vendor: string
  operation: string
  account: string | null
  url: string
  headers: Readonly<Record<string, string>>
  body: string
}

/** Sends once and comes back at once; what cannot be delivered is tried again a few times, then given up. */
export type Deliver = (delivery: Delivery) => void

interface Outside {
  calls: CallLog
  faults: FaultQueue
  now(): Date
  /** In real time; rejects at once when the sandbox closes. */
  wait(ms: number): Promise<void>
  closing: AbortSignal
}

/** Pauses between the tries; vendors try again for hours, and tests do not last that long. */
const TRY_AGAIN_MS = [300, 2000, 8000]
const TIMEOUT_MS = 10_000
/** A fault of any other kind loses it. */
const GETS_THROUGH: readonly FaultRule['kind'][] = ['delay', 'drop_after']

/**
 * Makes what delivers messages. Faults work here too: `delay` sends late, `drop_after` sends twice, because the vendor
 * never saw the first answer, and every other kind loses the message.
 */
export function createDelivery(outside: Outside): Deliver {
  const { calls, faults, now, wait } = outside

  async function attempt(delivery: Delivery): Promise<number | null> {
    const { url, vendor, operation, account, headers, body } = delivery
    const call = calls.open({
      at: now().toISOString(),
      vendor,
      method: 'POST',
      path: url,
      query: {},
      account,
      operation,
      requestBody: null,
    })
    const startedAt = performance.now()
    try {
      const signal = AbortSignal.any([AbortSignal.timeout(TIMEOUT_MS), outside.closing])
      const answer = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal })
      await answer.arrayBuffer()
      call.status = answer.status
    } catch {
      // Nobody there, or too slow: the log shows a call without a status.
    }
    call.durationMs = Math.round(performance.now() - startedAt)
    return call.status
  }

  async function send(delivery: Delivery, fault: FaultRule | null): Promise<void> {
    if (fault && !GETS_THROUGH.includes(fault.kind)) return
    if (fault?.kind === 'delay') await wait(fault.ms)
    if (fault?.kind === 'drop_after') await attempt(delivery)
    for (const pauseMs of [...TRY_AGAIN_MS, null]) {
      const status = await attempt(delivery)
      if ((status !== null && status < 500) || pauseMs === null) return
      await wait(pauseMs)
    }
  }

  return (delivery) => {
    // It only rejects when the sandbox closes, and then nobody wants it any more.
    void send(delivery, faults.take(delivery)).catch(() => {})
  }
}
