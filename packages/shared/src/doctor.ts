import type { Instant } from './instants.ts'
import type { ReasonOwner } from './meetings.ts'

/** What is looked at, in the order in which it is told. */
export const FINDING_AREAS = ['sessions', 'connections', 'queue', 'platforms', 'database'] as const
export type FindingArea = (typeof FINDING_AREAS)[number]

/** Most urgent first. A `problem` needs somebody, a `warning` is worth knowing. */
export const FINDING_SEVERITIES = ['problem', 'warning', 'ok'] as const
export type FindingSeverity = (typeof FINDING_SEVERITIES)[number]

/** One thing that was looked at: what is, who acts, and what to do. */
export interface Finding {
  area: FindingArea
  severity: FindingSeverity
  /** One sentence or two, never with a token in them. */
  what: string
  who: ReasonOwner
  /** Null when there is nothing to do. */
  nextStep: string | null
  /** E-mail of the provider it concerns; null when it concerns everybody. */
  provider: string | null
  /** The session it is about, with its start. */
  session: { id: string; startsAt: Instant } | null
}

/** How an installation is, or what concerns one provider of it. */
export interface Diagnosis {
  at: Instant
  /** The provider that was asked about; null: everybody. */
  provider: string | null
  /** Whether nothing needs anybody: there is no problem among the findings. */
  allWell: boolean
  /** By severity, then area, then start. */
  findings: Finding[]
}
