import { nightUntil } from './waking-hours.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** `now` is for a session that is near; the others are reminders, by their day after the loss. */
export const NUDGE_STEPS = ['now', 'day_1', 'day_3', 'day_7', 'day_14'] as const
export type NudgeStep = (typeof NUDGE_STEPS)[number]

const REMINDERS: readonly { step: NudgeStep; afterMs: number }[] = [
  { step: 'day_1', afterMs: DAY },
  { step: 'day_3', afterMs: 3 * DAY },
  { step: 'day_7', afterMs: 7 * DAY },
  { step: 'day_14', afterMs: 14 * DAY },
]
/** A reminder this late is not begun any more: whoever has not come back by then is left alone. */
export const LATEST_REMINDER_MS = 21 * DAY
/** Between one and the next lies at least so much. */
export const PAUSE_MS = DAY
/** A first session nearer than this is told of at once. */
export const URGENT_MS = DAY

export interface LostConnection {
  /** Null as soon as it is mended, or was ended by its provider. */
  lostSince: Date | null
  /** Start of the first coming session that has no link because of it. */
  firstWaitingAt: Date | null
  /** What the provider was told of this loss so far. */
  told: readonly { step: NudgeStep; at: Date }[]
  /** Of the provider. */
  timeZone: string
  now: Date
}

/**
 * Whether the provider is to be told of a lost connection now, and as which step: at once when a session is near, else in
 * reminders that grow rarer and end, by day. No step twice, and at most one a day. Where no session waits it is told once.
 */
export function planNudge({ lostSince, firstWaitingAt, told, timeZone, now }: LostConnection): NudgeStep | null {
  if (!lostSince) return null
  const at = now.getTime()
  if (told.some((one) => at - one.at.getTime() < PAUSE_MS)) return null
  const wasTold = (step: NudgeStep) => told.some((one) => one.step === step)
  if (firstWaitingAt && firstWaitingAt.getTime() - at <= URGENT_MS && !wasTold('now')) return 'now'
  const lostFor = at - lostSince.getTime()
  const isOver = lostFor > LATEST_REMINDER_MS || (!firstWaitingAt && told.length > 0)
  if (isOver || nightUntil(now, timeZone)) return null
  const due = REMINDERS.findLast(({ afterMs }) => lostFor >= afterMs)
  return due && !wasTold(due.step) ? due.step : null
}
