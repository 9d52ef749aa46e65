import type { FaultRule } from './faults.ts'
import { matchesOperation } from './operation-pattern.ts'

/** One call of a vendor route. `status` is null while it runs and when no answer was sent. */
export interface LoggedCall {
  seq: number
  at: string
  vendor: string
  method: string
  path: string
  query: Record<string, unknown>
  account: string | null
  operation: string
  status: number | null
  durationMs: number | null
  requestBody: unknown
  faultApplied: FaultRule['kind'] | null
}

export interface CallFilter {
  vendor?: string | undefined
  /** Name, or pattern with `*`. */
  operation?: string | undefined
  account?: string | undefined
  afterSeq?: number | undefined
}

/** Everything that was asked of the vendors, oldest first: what a judge counts. */
export interface CallLog {
  open(call: Omit<LoggedCall, 'seq' | 'status' | 'durationMs' | 'faultApplied'>): LoggedCall
  list(filter?: CallFilter): LoggedCall[]
  clear(): void
}

/** Bounds the memory of a long soak run; the oldest calls go first. */
const MOST_CALLS_KEPT = 200_000

export function createCallLog(): CallLog {
  let calls: LoggedCall[] = []
  let seq = 0

  return {
    open(call) {
      seq += 1
      const logged = { seq, ...call, status: null, durationMs: null, faultApplied: null }
      calls.push(logged)
      if (calls.length > MOST_CALLS_KEPT) calls = calls.slice(-MOST_CALLS_KEPT / 2)
      return logged
    },
    list: (filter = {}) => calls.filter((call) => isWanted(call, filter)).map((call) => ({ ...call })),
    clear() {
      calls = []
    },
  }
}

function isWanted(call: LoggedCall, filter: CallFilter): boolean {
  return (
    (filter.vendor === undefined || call.vendor === filter.vendor) &&
    (filter.operation === undefined || matchesOperation(filter.operation, call.operation)) &&
    (filter.account === undefined || call.account === filter.account.toLowerCase()) &&
    (filter.afterSeq === undefined || call.seq > filter.afterSeq)
  )
}
