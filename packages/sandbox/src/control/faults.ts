import { z } from 'zod'
import { matchesOperation } from './operation-pattern.ts'
import { createRandom } from './random.ts'

const milliseconds = z.number().int().min(0).max(600_000)

const target = {
  /** Operation name or pattern with `*`. */
  operation: z.string().min(1),
  /** E-mail of the vendor account; left out: every account. */
  account: z.string().toLowerCase().optional(),
  /** The first matching call, counted from when the rule was added, that it applies to. */
  nth: z.number().int().min(1).default(1),
  /** How many calls it applies to. */
  times: z.union([z.number().int().min(1), z.literal('unlimited')]).default(1),
  /** Chance that it applies to a call, for storms; repeats for the same seed. */
  probability: z.number().min(0).max(1).default(1),
}

/**
 * One fault, as written by a test. `committed` says whether the vendor does the work although the caller gets
 * no good answer: that is the difference between a failed and an unknown outcome.
 */
export const faultInput = z.discriminatedUnion('kind', [
  z.strictObject({
    ...target,
    kind: z.literal('status'),
    status: z.number().int().min(400).max(599),
    reason: z.string().optional(),
    body: z.unknown().optional(),
    headers: z.record(z.string(), z.string()).optional(),
    committed: z.boolean().default(false),
  }),
  z.strictObject({ ...target, kind: z.literal('drop_before') }),
  z.strictObject({ ...target, kind: z.literal('drop_after') }),
  z.strictObject({ ...target, kind: z.literal('partial_body') }),
  // The work is done and answered with 200, but not in the words that were agreed: whole texts, or a merge patch.
  z.strictObject({
    ...target,
    kind: z.literal('changed_body'),
    body: z.union([z.string(), z.record(z.string(), z.unknown())]),
  }),
  z.strictObject({ ...target, kind: z.literal('hang'), ms: milliseconds, committed: z.boolean().default(false) }),
  z.strictObject({ ...target, kind: z.literal('delay'), ms: milliseconds, committed: z.boolean().default(true) }),
])

export type FaultInput = z.input<typeof faultInput>
export type Fault = z.output<typeof faultInput>
export type FaultRule = Fault & { id: string; seen: number; applied: number }

/** The queue of faults: rules are tried in the order they were added, and at most one applies to a call. */
export interface FaultQueue {
  /** Adds a rule. Throws a ZodError when it is malformed. */
  add(fault: FaultInput): FaultRule
  list(): FaultRule[]
  /** Whether a rule of that id was there. */
  remove(id: string): boolean
  clear(): void
  /** The fault for this call, if any; counts the call for every rule that matches it. */
  take(call: { operation: string; account: string | null }): FaultRule | null
  /** Starts the chances of `probability` rules anew. */
  seed(seed: number): void
}

export function createFaultQueue(): FaultQueue {
  let rules: FaultRule[] = []
  let nextId = 1
  let random = createRandom(1)

  return {
    add(fault) {
      const rule = { ...faultInput.parse(fault), id: `fault-${nextId}`, seen: 0, applied: 0 }
      nextId += 1
      rules.push(rule)
      return rule
    },
    list: () => rules.map((rule) => ({ ...rule })),
    remove(id) {
      const before = rules.length
      rules = rules.filter((rule) => rule.id !== id)
      return rules.length < before
    },
    clear() {
      rules = []
    },
    take(call) {
      const matching = rules.filter((rule) => appliesTo(rule, call))
      for (const rule of matching) rule.seen += 1
      const chosen = matching.find((rule) => isDue(rule) && (rule.probability === 1 || random() < rule.probability))
      if (!chosen) return null
      chosen.applied += 1
      return chosen
    },
    seed(seed) {
      random = createRandom(seed)
    },
  }
}

function appliesTo(rule: FaultRule, call: { operation: string; account: string | null }): boolean {
  return matchesOperation(rule.operation, call.operation) && (!rule.account || rule.account === call.account)
}

function isDue(rule: FaultRule): boolean {
  return rule.seen >= rule.nth && (rule.times === 'unlimited' || rule.applied < rule.times)
}
