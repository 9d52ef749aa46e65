import type { MeetingSettings } from '@foyer/shared/meeting-settings'
import { z } from 'zod'
import type { MarkedMeeting, MeetingSpec, PlatformMeeting } from '../platform.ts'
import { droppedSettings, settingsAnswer, settingsChanges, settingsOfNew } from './settings.ts'

const MINUTE = 60_000
/** Longest title and text that Zoom takes. */
const TOPIC_LENGTH = 200
const AGENDA_LENGTH = 2000

const id = z.union([z.number(), z.string().min(1)]).transform(String)
const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text))
const words = z.string().nullish()

/** A meeting as Zoom answers it. The host's own way in (`start_url`) is never read, so it can be stored nowhere. */
export const meetingAnswer = z.object({
  id,
  topic: words,
  agenda: words,
  start_time: instant,
  /** Minutes. */
  duration: z.coerce.number(),
  join_url: z.string(),
  ...settingsAnswer,
})
export type ZoomMeeting = z.output<typeof meetingAnswer>

/**
 * A meeting in a list. Rooms that stand open and series without a time have no start; whether the text is there at all
 * is not promised.
 */
const listedMeeting = z.object({
  id,
  topic: words,
  agenda: words,
  start_time: instant,
  duration: z.coerce.number().catch(0),
  created_at: z.string().catch(''),
})
export type ListedMeeting = z.output<typeof listedMeeting>

/** A page of a list; what has no time is none of ours and left out. */
export const listAnswer = z.object({
  meetings: z
    .array(z.unknown())
    .nullish()
    .transform((all) => (all ?? []).flatMap((meeting) => listedMeeting.safeParse(meeting).data ?? [])),
  next_page_token: z
    .string()
    .nullish()
    .transform((token) => token ?? ''),
})

/** What we look for after an unknown outcome: Zoom takes no key of ours, so it stands in the first line of the agenda. */
export function markOf({ meetingId, generation }: Pick<MeetingSpec, 'meetingId' | 'generation'>): string {
  return `Ref. ${meetingId.replaceAll('-', '').toLowerCase()}g${generation}`
}

/** The body that makes a meeting. */
export function newMeeting(spec: MeetingSpec): object {
  return { type: 2, ...contents(spec), ...settingsOfNew(spec.settings) }
}

function contents(spec: MeetingSpec) {
  return {
    topic: spec.title.slice(0, TOPIC_LENGTH),
    agenda: `${markOf(spec)}\n${spec.description}`.slice(0, AGENDA_LENGTH),
    start_time: spec.startsAt.toISOString().replace(/\.\d+Z$/, 'Z'),
    duration: minutesOf(spec),
    timezone: spec.timeZone,
  }
}

/** The patch that brings a meeting in line; null when it is. The zone is only what the host's list shows. */
export function changesTo(meeting: ZoomMeeting, spec: MeetingSpec): object | null {
  const { topic, agenda, start_time, duration, timezone } = contents(spec)
  const changes = {
    ...(meeting.start_time.getTime() === Date.parse(start_time) ? {} : { start_time, timezone }),
    ...(meeting.duration === duration ? {} : { duration }),
    ...((meeting.topic ?? '').trim() === topic.trim() ? {} : { topic }),
    ...((meeting.agenda ?? '').trim() === agenda.trim() ? {} : { agenda }),
    ...settingsChanges(meeting, spec.settings),
  }
  return Object.keys(changes).length > 0 ? changes : null
}

/** When it is over. */
export const endOf = ({ start_time, duration }: Pick<ListedMeeting, 'start_time' | 'duration'>): Date =>
  new Date(start_time.getTime() + duration * MINUTE)

/** `wanted` is what the call asked for; none for one that only read. */
export function toPlatformMeeting(meeting: ZoomMeeting, wanted: MeetingSettings = {}): PlatformMeeting {
  const { id, start_time: startsAt, join_url: joinUrl } = meeting
  const room = joinUrl.startsWith('https://')
    ? ({ status: 'ready', joinUrl } as const)
    : ({ status: 'failed' } as const)
  return { externalId: id, room, droppedSettings: droppedSettings(meeting, wanted), startsAt, endsAt: endOf(meeting) }
}

const MARK = /^Ref\. ([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})g([1-9]\d{0,8})$/

/** What a listed meeting was made for; null when it was not made by us. */
export function toMarkedMeeting({
  id,
  agenda,
  start_time: startsAt,
}: Pick<ListedMeeting, 'id' | 'agenda' | 'start_time'>): MarkedMeeting | null {
  const [, ...parts] = MARK.exec(firstLine(agenda)) ?? []
  const generation = parts.pop()
  return generation ? { externalId: id, meetingId: parts.join('-'), generation: Number(generation), startsAt } : null
}

/** Whether a meeting of a list carries our mark: the text of a list may be cut off, its first line is not. */
export const carriesMark = ({ agenda }: Pick<ListedMeeting, 'agenda'>, spec: MeetingSpec): boolean =>
  firstLine(agenda) === markOf(spec)

/** Whether a meeting of a list that tells nothing of its text could be this one: it has its time or its title. */
export const mayBe = ({ start_time, topic }: ListedMeeting, spec: MeetingSpec): boolean =>
  start_time.getTime() === spec.startsAt.getTime() || (topic ?? '').trim() === contents(spec).topic.trim()

const firstLine = (agenda: string | null | undefined): string => agenda?.split('\n', 1)[0]?.trim() ?? ''

const minutesOf = ({ startsAt, endsAt }: MeetingSpec) => Math.ceil((endsAt.getTime() - startsAt.getTime()) / MINUTE)
