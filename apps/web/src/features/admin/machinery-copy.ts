import type { BreakerDto, BreakerReason } from '@foyer/shared/breakers'
import { PLATFORM_COMPANIES, PLATFORM_NAMES } from '@foyer/shared/platforms'
import type { SweepDto, SweepName } from '@foyer/shared/sweeps'

const WHY: Record<BreakerReason, (company: string) => string> = {
  unreachable: (company) => `${company} gave no useful answer several times in a row.`,
  rate_limited: (company) => `${company} asked for fewer calls.`,
}

/** What is held back and why: "Google Meet for everybody", "Google gave no useful answer …". */
export function heldWords({ kind, platform, provider, reason }: BreakerDto): { what: string; why: string } {
  const whose = kind === 'platform' ? 'for everybody' : `of ${provider?.name ?? 'one provider'}`
  return { what: `${PLATFORM_NAMES[platform]} ${whose}`, why: WHY[reason](PLATFORM_COMPANIES[platform]) }
}

/** How many links wait until calls are let through again. */
export const waitingWords = ({ waiting }: BreakerDto): string =>
  waiting === 1 ? '1 link waits' : `${waiting.toLocaleString('en-GB')} links wait`

/** What each sweep looks for. A new one does not compile without its words. */
const LOOKS_FOR: Record<SweepName, string> = {
  lost_jobs: 'Links that are wanted while no job is at it',
  unseen_sessions: 'Sessions that came in from outside',
  changed_sessions: 'Sessions that were changed from outside',
  unknown_outcomes: 'Rooms of which nobody knows whether they were made',
  cancelled_alive: 'Rooms of cancelled sessions',
  hand_edits: 'Rooms changed by hand at the platform',
  orphans: 'Rooms that no session needs any more',
  expiring_tokens: 'Access that runs out while sessions are near',
  unsent_mails: 'Mails that were not sent',
  unfinished_disconnects: 'Connections that were not quite ended',
  lost_connections: 'Lost connections whose provider has to be told',
  late_links: 'Sessions that begin soon and have no link',
  due_fallbacks: 'Sessions whose backup has to take over',
  leftovers: 'Rooms that were given up and are still there',
  stale_connections: 'Connections that were not looked at for long',
  ending_permissions: 'Permissions that end soon',
  expiring_channels: 'Accounts whose platform would not tell of changes any more',
  busy_calendars: 'Own calendars to be read again for busy times',
  unanswered_requests: 'Requests that nobody answers in time',
}

export const sweepWords = ({ name }: SweepDto): string => LOOKS_FOR[name]

/** A sweep that nobody runs, or whose last run failed. */
export const isSweepInTrouble = ({ isLate, failedAt, ranAt }: SweepDto): boolean =>
  isLate || (failedAt !== null && (ranAt === null || failedAt > ranAt))

/** How the sweeps are doing, in a sentence. */
export function sweepsSummary(sweeps: readonly SweepDto[]): string {
  const troubled = sweeps.filter(isSweepInTrouble).length
  if (troubled === 0) return `All ${sweeps.length} sweeps for what was lost or forgotten run on time.`
  const those = troubled === 1 ? '1 sweep' : `${troubled} sweeps`
  return `${those} of ${sweeps.length} for what was lost or forgotten ${troubled === 1 ? 'does' : 'do'} not run. See the log of the worker.`
}
