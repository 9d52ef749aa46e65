import type { CreateSessionInput } from '@foyer/shared/session-schema'
import { parseDateTime, toZoned } from '@internationalized/date'

/** A session as it is being made: a date and a wall clock in the reader's zone. */
export interface SessionDraft {
  serviceId: string | null
  date: string
  time: string
  customerEmail: string
}

export type SessionErrors = Partial<Record<'serviceId' | 'date' | 'time' | 'customerEmail', string>>

/** The instant of a date and a wall clock in a zone; null while they are incomplete. A clock that is skipped when clocks go forward moves on with them. */
export function instantOf({ date, time }: Pick<SessionDraft, 'date' | 'time'>, timeZone: string): string | null {
  try {
    return toZoned(parseDateTime(`${date}T${time}`), timeZone, 'compatible').toAbsoluteString()
  } catch {
    return null
  }
}

/** What is wrong before anything is sent, by field; empty when nothing is. */
export function sessionErrors(draft: SessionDraft, now: Date, timeZone: string): SessionErrors {
  const errors: SessionErrors = {}
  if (!draft.serviceId) errors.serviceId = 'Choose a service.'
  if (draft.date === '') errors.date = 'Choose a date.'
  if (draft.time === '') errors.time = 'Choose a time.'
  const startsAt = instantOf(draft, timeZone)
  if (startsAt && Date.parse(startsAt) <= now.getTime()) errors.time = 'This time is over. Choose a later one.'
  const email = draft.customerEmail.trim()
  if (email !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) errors.customerEmail = 'This address is not complete.'
  return errors
}

/** What `sessions.create` takes; null while something is missing. */
export function toSessionInput(draft: SessionDraft, timeZone: string): CreateSessionInput | null {
  const startsAt = instantOf(draft, timeZone)
  const customerEmail = draft.customerEmail.trim()
  if (!draft.serviceId || !startsAt) return null
  return { serviceId: draft.serviceId, startsAt, ...(customerEmail === '' ? {} : { customerEmail }) }
}
