import { bookingsAnswered, noticesOnce, othersUnharmed, promisesKept } from './checks/people.ts'
import { fewCreates, noRoomLeft, oneRoomEach, rightTime, sameLink } from './checks/rooms.ts'
import { newestToken, nothingLeaked, nothingStuck, recordedOnce } from './checks/states.ts'
import type { Judge, Verdict } from './checks/verdict.ts'
import type { History } from './history.ts'

/** Every invariant with its judge, in the order of the report. */
const JUDGES: readonly { id: string; holds: string; judge: Judge }[] = [
  { id: 'I1', holds: 'one live room for each confirmed session', judge: oneRoomEach },
  { id: 'I2', holds: 'none for cancelled ones, none of nobody’s', judge: noRoomLeft },
  { id: 'I3', holds: 'begin, end and zone are the session’s', judge: rightTime },
  { id: 'I4', holds: 'one link, the same for all who take part', judge: sameLink },
  { id: 'I5', holds: 'no secret in logs, database, jobs, answers, mails', judge: nothingLeaked },
  { id: 'I6', holds: 'one create for each room, bounded with faults', judge: fewCreates },
  { id: 'I7', holds: 'no mail twice, none lost, none with an old time', judge: noticesOnce },
  { id: 'I8', holds: 'bookings answered whatever the platform does', judge: bookingsAnswered },
  { id: 'I9', holds: 'what waits has a reason, an owner, a next time', judge: nothingStuck },
  { id: 'I10', holds: 'one account’s trouble slows no other', judge: othersUnharmed },
  { id: 'I11', holds: 'the newest refresh token is stored', judge: newestToken },
  { id: 'I12', holds: 'each change of a meeting recorded once', judge: recordedOnce },
  { id: '', holds: 'a confirmed booking stays confirmed', judge: promisesKept },
]

export interface Judged extends Verdict {
  id: string
  holds: string
}

/** Lets every judge look at the history. */
export const judgeAll = (history: History): Judged[] =>
  JUDGES.map(({ id, holds, judge }) => ({ id, holds, ...judge(history) }))
