import type { Disturbance } from './contract-harness.ts'

/** The sandbox's fault for a disturbance. */
export function toFault(disturbance: Disturbance) {
  switch (disturbance) {
    case 'lost_before':
      return { kind: 'drop_before' } as const
    case 'lost_after':
      return { kind: 'drop_after' } as const
    case 'lost_within':
      return { kind: 'partial_body' } as const
    case 'silence':
      return { kind: 'hang', ms: 60_000 } as const
    default:
      return { kind: 'status', ...disturbance } as const
  }
}
