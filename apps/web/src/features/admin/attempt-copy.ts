import type { MeetingAttemptDto } from '@foyer/shared/admin'

type Sentence = (company: string) => string

/** What a call to a platform came to. A new kind of failure does not compile until somebody says it in words. */
const OUTCOME: Record<MeetingAttemptDto['outcome'], Sentence> = {
  ok: () => 'It worked.',
  unreachable: (company) => `${company} did not answer.`,
  rate_limited: (company) => `${company} accepts no more requests for the moment.`,
  uncertain: (company) => `${company} broke off in the middle. Whether it was done is looked up before the next try.`,
  connection_lost: (company) => `${company} no longer accepts the permission.`,
  not_allowed: (company) => `${company} does not allow it for this account.`,
  gone: () => 'What it was about is no longer there. The next try begins anew.',
  rejected: (company) => `${company} refused the request as it was.`,
  misconfigured: (company) => `${company} does not accept the set-up of this Foyer.`,
  bug: () => 'A fault of ours stopped it.',
}

const OPERATION = new Map<string, Sentence>([
  ['create', (company) => `Asked ${company} for a room.`],
  ['update', (company) => `Told ${company} what changed.`],
  ['remove', (company) => `Asked ${company} to remove the room.`],
  ['look', () => 'Looked whether the room is there.'],
  ['poll', () => 'Asked whether the room is set up.'],
  ['sync', () => 'Tried to bring the link in line.'],
])

/** One try as it is told: what was done, and what came of it. */
export function attemptSentence({ operation, outcome }: MeetingAttemptDto, company: string): string {
  const done = OPERATION.get(operation)?.(company) ?? `Called ${company}.`
  return `${done} ${OUTCOME[outcome](company)}`
}

/** What the platform's support asks for: "HTTP 403 · forbidden · request 7f3a · 0.3 s". */
export function attemptDetails({ httpStatus, code, requestId, durationMs }: MeetingAttemptDto): string {
  const length = `${(durationMs / 1000).toFixed(1)} s`
  return [httpStatus !== null && `HTTP ${httpStatus}`, code, requestId && `request ${requestId}`, length]
    .filter(Boolean)
    .join(' · ')
}
