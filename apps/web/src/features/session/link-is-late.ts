import type { SessionDto } from '@foyer/shared/sessions'

const LATE_MS = 60 * 60_000

/** From an hour before the start a missing link is late; before, it is only not there yet. */
export const linkIsLate = ({ startsAt }: Pick<SessionDto, 'startsAt'>, now: Date): boolean =>
  Date.parse(startsAt) - now.getTime() < LATE_MS
