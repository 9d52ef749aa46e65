import type { DoneAct } from '../record.ts'
import { groupBy, type Judge, judgeEach, percentile } from './verdict.ts'

const BOOKING_ACTS = new Set<string>(['book', 'rebook', 'confirm', 'join'])
/** A p95 below this is quick enough whatever it was before. */
const QUICK_MS = 1000
const LONGEST_ANSWER_MS = 5000
const MOST_TIMES_SLOWER = 4

/** I7: one mail a notice, none twice under one key, and none with a time that did not hold when it was written. */
export const noticesOnce: Judge = ({ notices, mails, audit }) => {
  const byId = new Map(notices.map((notice) => [notice.id, notice]))
  const moves = groupBy(
    audit.filter(({ action }) => action === 'booking.reschedule'),
    ({ subjectId }) => subjectId,
  )
  const twice = (groups: Map<string, unknown[]>, what: string) =>
    [...groups].flatMap(([key, group]) => (group.length > 1 ? `${group.length} ${what} ${key}` : []))
  const stale = mails.flatMap(({ noticeId, startsAt }) => {
    const notice = noticeId === null ? undefined : byId.get(noticeId)
    if (!notice?.bookingId || !notice.mailedAt || !startsAt || notice.kind === 'booking_cancelled') return []
    const held = timesAround(moves.get(notice.bookingId) ?? [], notice.mailedAt)
    if (held === null || held.has(startsAt.getTime())) return []
    return `mail of notice ${notice.id} (${notice.kind}) says ${startsAt.toISOString()}, which did not hold`
  })
  const unsent = notices.filter(({ mailedAt, outcome }) => mailedAt === null && outcome === null)
  return {
    checked: notices.length + mails.length,
    violations: [
      ...twice(
        groupBy(
          mails.filter(({ noticeId }) => noticeId !== null),
          ({ noticeId }) => noticeId ?? '',
        ),
        'mails of notice',
      ),
      ...twice(
        groupBy(notices, ({ userId, dedupeKey }) => `${userId} ${dedupeKey}`),
        'notices',
      ),
      ...stale,
      ...unsent.map(({ id, kind }) => `lost: the mail of notice ${id} (${kind}) waits for nothing`),
    ],
    figure: `${mails.length} mails for ${notices.length} notices`,
  }
}

/** The begin that held at that time by the record of moves, and those within the moment it takes to write a mail; null for no moves. */
function timesAround(moves: readonly { at: Date; data: Record<string, unknown> }[], at: Date): Set<number> | null {
  const [first] = moves
  if (!first) return null
  const TOLERANCE_MS = 1000
  let held = Date.parse(String(first.data.from))
  const times = new Set<number>()
  for (const move of moves) {
    const isLater = move.at.getTime() > at.getTime() + TOLERANCE_MS
    if (!isLater) {
      if (move.at.getTime() > at.getTime() - TOLERANCE_MS) times.add(held)
      held = Date.parse(String(move.data.to))
    }
  }
  return times.add(held)
}

/** I8: a booking is answered, and as fast when a platform is down; what our own database did is left out. */
export const bookingsAnswered: Judge = ({ acts, stages, databaseTroubles }) => {
  const isOurs = ({ atMs, tookMs }: DoneAct) =>
    databaseTroubles.some(({ fromMs, toMs }) => atMs + tookMs >= fromMs && atMs <= toMs)
  const asked = acts.filter((act) => BOOKING_ACTS.has(act.act) && act.outcome !== 'skipped' && !isOurs(act))
  const times = (isMeant: (act: DoneAct) => boolean) => asked.filter(isMeant).map(({ tookMs }) => tookMs)
  const before = times(({ atMs }) => atMs < stages.calmMs)
  const during = times(({ atMs }) => atMs >= stages.calmMs)
  const [calm, wild] = [percentile(before, 0.95), percentile(during, 0.95)]
  const longest = Math.max(LONGEST_ANSWER_MS, MOST_TIMES_SLOWER * Math.max(0, ...before))
  const verdict = judgeEach(asked, ({ act, story, outcome, code, tookMs }) => {
    if (outcome === 'failed' || outcome === 'refused') return `${act} of story ${story} ${outcome}: ${code}`
    return tookMs > longest ? `${act} of story ${story} took ${Math.round(tookMs)} ms` : null
  })
  if (wild > Math.max(QUICK_MS, calm * MOST_TIMES_SLOWER))
    verdict.violations.push(`p95 of bookings is ${Math.round(wild)} ms with faults, ${Math.round(calm)} ms without`)
  return { ...verdict, figure: `p95 ${Math.round(wild)} ms with faults, ${Math.round(calm)} ms without` }
}

/** A booking that was answered as standing stands, unless somebody gave it up. */
export const promisesKept: Judge = ({ promised, bookingStatus }) =>
  judgeEach(promised, ({ bookingId, isGivenUp }) => {
    const status = bookingStatus.get(bookingId)
    return isGivenUp || status === 'confirmed' ? null : `lost: booking ${bookingId} was confirmed and is ${status}`
  })

const MOST_TIMES_LATER = 2.5
const SOON_MS = 1500
/** Who books at the end of a stage may get the link in the next one. */
const AT_THE_END_MS = 2000

/** I10: while the accounts of some are in trouble, the links of the others come as soon as before. */
export const othersUnharmed: Judge = ({ sessions, audit, stages, startedAt, sickAccounts }) => {
  const firstReady = new Map(
    audit
      .toReversed()
      .flatMap(({ action, subjectId, at }) => (action === 'meeting.ready' ? [[subjectId, at] as const] : [])),
  )
  const waits = (fromMs: number, toMs: number) =>
    sessions.flatMap(({ account, meeting }) => {
      const readyAt = firstReady.get(meeting?.id ?? '')
      if (!meeting || !readyAt || sickAccounts.includes(account)) return []
      const atMs = meeting.createdAt.getTime() - startedAt.getTime()
      return atMs >= fromMs && atMs < toMs - AT_THE_END_MS ? [readyAt.getTime() - meeting.createdAt.getTime()] : []
    })
  const before = percentile(waits(0, stages.calmMs), 0.95)
  const beside = waits(stages.calmMs, stages.sickMs)
  const during = percentile(beside, 0.95)
  const isHarmed = during > Math.max(SOON_MS, before * MOST_TIMES_LATER)
  return {
    checked: beside.length,
    violations: isHarmed ? [`p95 of healthy accounts is ${during} ms beside sick ones, ${before} ms before`] : [],
    figure: `p95 to the link ${during} ms beside sick accounts, ${before} ms before (${(during / (before || 1)).toFixed(2)} times)`,
  }
}
