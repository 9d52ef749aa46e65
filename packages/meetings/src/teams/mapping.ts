import type { MeetingSettings } from '@foyer/shared/meeting-settings'
import { z } from 'zod'
import type { MeetingSpec, PlatformMeeting } from '../platform.ts'
import { droppedSettings, settingsAnswer, settingsChanges } from './settings.ts'

/** Graph counts in UTC, and does not always say so: `2026-12-01T10:00:00.0000000`. */
const instant = z.iso
  .datetime({ offset: true, local: true })
  .transform((text) => new Date(/(Z|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text}Z`))

/** An online meeting as Graph answers it. */
export const meetingAnswer = z.object({
  id: z.string().min(1),
  subject: z.string().nullish(),
  startDateTime: instant,
  endDateTime: instant,
  joinWebUrl: z.string().nullish(),
  ...settingsAnswer,
})
export type TeamsMeeting = z.output<typeof meetingAnswer>

/** Our own key: with the account it makes a repeated request find the meeting of the first. */
export function keyFor({ meetingId, generation }: Pick<MeetingSpec, 'meetingId' | 'generation'>): string {
  return `foyer-${meetingId.replaceAll('-', '').toLowerCase()}g${generation}`
}

/** The body that makes a meeting, or finds the one that carries the key. */
export const newMeeting = (spec: MeetingSpec): object => ({
  externalId: keyFor(spec),
  subject: spec.title,
  startDateTime: spec.startsAt.toISOString(),
  endDateTime: spec.endsAt.toISOString(),
})

/** The patch that brings a meeting in line; null when it is. Graph takes both times or neither. */
export function changesTo(meeting: TeamsMeeting, spec: MeetingSpec): object | null {
  const hasTimes =
    meeting.startDateTime.getTime() === spec.startsAt.getTime() &&
    meeting.endDateTime.getTime() === spec.endsAt.getTime()
  const changes = {
    ...(hasTimes ? {} : { startDateTime: spec.startsAt.toISOString(), endDateTime: spec.endsAt.toISOString() }),
    ...((meeting.subject ?? '').trim() === spec.title.trim() ? {} : { subject: spec.title }),
    ...settingsChanges(meeting, spec.settings),
  }
  return Object.keys(changes).length > 0 ? changes : null
}

/** `wanted` is what the call asked for; none for one that only read. */
export function toPlatformMeeting(meeting: TeamsMeeting, wanted: MeetingSettings = {}): PlatformMeeting {
  const { id, startDateTime: startsAt, endDateTime: endsAt, joinWebUrl } = meeting
  const room = joinWebUrl?.startsWith('https://')
    ? ({ status: 'ready', joinUrl: joinWebUrl } as const)
    : ({ status: 'pending' } as const)
  return { externalId: id, room, droppedSettings: droppedSettings(meeting, wanted), startsAt, endsAt }
}
