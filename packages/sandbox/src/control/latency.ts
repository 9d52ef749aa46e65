import { z } from 'zod'
import { matchesOperation } from './operation-pattern.ts'
import { createRandom } from './random.ts'

const milliseconds = z.number().min(0).max(600_000)

/** How long calls take: the first rule whose pattern fits an operation counts; no rule, no wait. */
export const latencyInput = z.strictObject({
  rules: z.array(
    z.union([
      z.strictObject({ operation: z.string().min(1), fixedMs: milliseconds }),
      z
        .strictObject({ operation: z.string().min(1), medianMs: milliseconds.min(1), p99Ms: milliseconds })
        .refine((rule) => rule.p99Ms >= rule.medianMs, 'p99Ms must not be below medianMs'),
    ]),
  ),
  seed: z.number().int().default(1),
})

export type LatencyInput = z.input<typeof latencyInput>
export type LatencyRule = z.output<typeof latencyInput>['rules'][number]

export interface Latency {
  /** Replaces all rules. Throws a ZodError when they are malformed. */
  set(input: LatencyInput): void
  clear(): void
  list(): LatencyRule[]
  /** The wait for one call in milliseconds. */
  draw(operation: string): number
}

/** 99 % of a standard normal distribution lies below this value. */
const NORMAL_P99 = 2.3263

export function createLatency(): Latency {
  let rules: LatencyRule[] = []
  let random = createRandom(1)

  return {
    set(input) {
      const parsed = latencyInput.parse(input)
      rules = parsed.rules
      random = createRandom(parsed.seed)
    },
    clear() {
      rules = []
    },
    list: () => [...rules],
    draw(operation) {
      const rule = rules.find((each) => matchesOperation(each.operation, operation))
      if (!rule) return 0
      if ('fixedMs' in rule) return rule.fixedMs
      // Log-normal, because waiting times of remote services have a long right tail.
      const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
      const spread = Math.log(rule.p99Ms / rule.medianMs) / NORMAL_P99
      return rule.medianMs * Math.exp(normal * spread)
    },
  }
}
