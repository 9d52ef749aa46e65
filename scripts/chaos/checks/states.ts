import { MEETING_REASON_OWNERS } from '@foyer/shared/meetings'
import type { AuditFact, MeetingFact, SessionFact } from '../history.ts'
import { groupBy, type Judge, judgeEach } from './verdict.ts'

/** I5: no secret turned up where it does not belong. */
export const nothingLeaked: Judge = ({ leaks, charactersSearched }) => ({
  checked: charactersSearched,
  violations: leaks.map((leak) => `leaked: ${leak}`),
  figure: `${Math.round(charactersSearched / 1e6)} million characters searched`,
})

/** What is wrong with a meeting that has no link; null when it says why it waits, and who acts or when it goes on. */
export function unexplained(meeting: Pick<MeetingFact, 'status' | 'reason' | 'nextAttemptAt'>): string | null {
  const { status, reason, nextAttemptAt } = meeting
  if (status === 'ready' || status === 'cancelled' || nextAttemptAt !== null || reason === 'session_over') return null
  if (reason === null) return `${status} without a reason or a next time`
  return MEETING_REASON_OWNERS[reason] === 'foyer'
    ? `${status} (${reason}): nobody has to act and nothing is planned`
    : null
}

/** Nobody looked at it for so long although it was due: longer than emptying the queue and losing a worker take. */
const LONGEST_OVERDUE_MS = 60_000

/** I9: whatever has no link says why, and who acts or when it goes on; nothing due is forgotten; all of it settles. */
export const nothingStuck: Judge = ({ waiting, unsettled }) => {
  const late = [...waiting.overdue].filter(([, ms]) => ms > LONGEST_OVERDUE_MS)
  return {
    checked: waiting.sightings,
    violations: [
      ...waiting.unexplained,
      ...late.map(([id, ms]) => `meeting ${id} was overdue for ${Math.round(ms / 1000)} s`),
      ...unsettled.map((what) => `does not settle: ${what}`),
    ],
    figure: `longest overdue ${Math.round(Math.max(0, ...waiting.overdue.values()) / 1000)} s`,
  }
}

/** I11: the stored refresh token is the newest one that the platform issued. */
export const newestToken: Judge = ({ tokens }) =>
  judgeEach(tokens, ({ account, status, stored, newest }) => {
    if (status !== 'connected') return stored === newest ? null : `${account} is ${status} with another token`
    return stored !== null && stored === newest ? null : `${account} stores a token that is not the newest`
  })

/** I12: the record of each meeting is one chain: every entry begins where the one before ended, the last one holds. */
export const recordedOnce: Judge = ({ audit, sessions }) => {
  const changes = groupBy(audit.filter(isChange), ({ subjectId }) => subjectId)
  const known = sessions.filter((one): one is SessionFact & { meeting: MeetingFact } => one.meeting !== null)
  return judgeEach(known, ({ meeting }) => chainProblem(meeting, changes.get(meeting.id) ?? []))
}

const STATUSES = new Set(['pending', 'ready', 'blocked', 'failed', 'cancelled'])
const statusOf = ({ action }: AuditFact) => action.replace('meeting.', '')
const isChange = (entry: AuditFact) => entry.action.startsWith('meeting.') && STATUSES.has(statusOf(entry))

function chainProblem({ id, status, reason }: MeetingFact, entries: readonly AuditFact[]): string | null {
  const [first] = entries
  if (!first) return status === 'pending' || status === 'blocked' ? null : `meeting ${id} became ${status} unrecorded`
  for (const [index, entry] of entries.entries()) {
    const before = entries[index - 1]
    if (before && entry.data.before !== statusOf(before))
      return `meeting ${id}: recorded as ${statusOf(before)}, then as ${statusOf(entry)} from ${entry.data.before}`
    // The same status and reason again is a change only of the link, and only a ready meeting has one.
    if (
      before &&
      statusOf(before) === statusOf(entry) &&
      before.data.reason === entry.data.reason &&
      statusOf(entry) !== 'ready'
    )
      return `meeting ${id}: ${statusOf(entry)} (${entry.data.reason}) recorded twice`
  }
  const last = entries.at(-1) ?? first
  return statusOf(last) === status && last.data.reason === reason
    ? null
    : `meeting ${id} is ${status} (${reason}), last recorded ${statusOf(last)} (${last.data.reason})`
}
