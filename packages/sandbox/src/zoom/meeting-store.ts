import { randomInt, randomUUID } from 'node:crypto'
import type { ZoomAccount } from './accounts.ts'
import type { MeetingChanges, NewMeeting } from './meeting-input.ts'
import type { ZoomWorld } from './world.ts'

/** A meeting as the sandbox keeps it. Deleted ones stay for the judge. */
export interface StoredMeeting {
  id: string
  uuid: string
  account: string
  topic: string
  agenda: string
  /** Instant, ISO 8601 in UTC. */
  startsAt: string
  durationMinutes: number
  timeZone: string
  password: string
  settings: Record<string, unknown>
  createdAt: string
  isDeleted: boolean
}

/** How much of the agenda a list shows. */
const AGENDA_IN_LIST = 250

const DEFAULTS = {
  host_video: false,
  participant_video: false,
  join_before_host: false,
  jbh_time: 0,
  mute_upon_entry: false,
  waiting_room: true,
  auto_recording: 'none',
  meeting_authentication: false,
  approval_type: 2,
}

export function addMeeting(world: ZoomWorld, account: ZoomAccount, input: NewMeeting): StoredMeeting {
  const meeting: StoredMeeting = {
    id: String(randomInt(81_000_000_000, 89_999_999_999)),
    uuid: Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64'),
    account: account.email,
    topic: input.topic ?? 'Zoom Meeting',
    agenda: input.agenda ?? '',
    startsAt: toInstant(input.start_time, input.timezone ?? 'UTC'),
    durationMinutes: input.duration,
    timeZone: input.timezone ?? 'UTC',
    password: input.password || (input.default_password === false ? '' : String(randomInt(100_000, 999_999))),
    settings: { ...DEFAULTS, ...allowed(account, input.settings ?? {}) },
    createdAt: world.clock.now().toISOString(),
    isDeleted: false,
  }
  guard(meeting)
  world.state.meetings.set(meeting.id, meeting)
  return meeting
}

export function changeMeeting(account: ZoomAccount, meeting: StoredMeeting, input: MeetingChanges): void {
  const timeZone = input.timezone ?? meeting.timeZone
  Object.assign(meeting, {
    topic: input.topic ?? meeting.topic,
    agenda: input.agenda ?? meeting.agenda,
    startsAt: input.start_time === undefined ? meeting.startsAt : toInstant(input.start_time, timeZone),
    durationMinutes: input.duration ?? meeting.durationMinutes,
    timeZone,
    password: input.password ?? meeting.password,
    settings: { ...meeting.settings, ...allowed(account, input.settings ?? {}) },
  })
  guard(meeting)
}

/** A room without a passcode has a waiting room, whatever was asked for. */
function guard(meeting: StoredMeeting): void {
  if (meeting.password === '') meeting.settings = { ...meeting.settings, waiting_room: true }
}

/** A plan that lacks a setting drops it without a word. */
function allowed({ plan }: ZoomAccount, settings: Record<string, unknown>): Record<string, unknown> {
  return plan === 1 && settings.auto_recording === 'cloud' ? { ...settings, auto_recording: 'none' } : settings
}

/** As `POST` and `GET /meetings/:id` show it, the host's own way in included. */
export function renderMeeting(meeting: StoredMeeting, host: ZoomAccount) {
  return {
    ...renderCore(meeting, host),
    status: 'waiting',
    agenda: meeting.agenda,
    start_url: `https://us05web.zoom.us/s/${meeting.id}?zak=canary-start-url-${meeting.id}`,
    password: meeting.password,
    h323_password: meeting.password,
    encrypted_password: meeting.password && encryptedPassword(meeting),
    settings: meeting.settings,
  }
}

/** As the list shows it. */
export function renderListed(meeting: StoredMeeting, host: ZoomAccount) {
  return { ...renderCore(meeting, host), agenda: meeting.agenda.slice(0, AGENDA_IN_LIST) }
}

function renderCore(meeting: StoredMeeting, host: ZoomAccount) {
  return {
    uuid: meeting.uuid,
    id: Number(meeting.id),
    host_id: host.id,
    topic: meeting.topic,
    type: 2,
    start_time: meeting.startsAt.replace('.000Z', 'Z'),
    duration: meeting.durationMinutes,
    timezone: meeting.timeZone,
    created_at: meeting.createdAt,
    join_url: `https://us05web.zoom.us/j/${meeting.id}${meeting.password && `?pwd=${encryptedPassword(meeting)}`}`,
  }
}

const encryptedPassword = ({ id, password }: StoredMeeting) =>
  Buffer.from(`${id}${password}`).toString('base64url').slice(0, 24)

/** A time without a zone is meant in the meeting's. */
function toInstant(text: string, timeZone: string): string {
  if (text.endsWith('Z')) return new Date(text).toISOString()
  const asUtc = new Date(`${text}Z`).getTime()
  const offset = offsetAt(asUtc - offsetAt(asUtc, timeZone), timeZone)
  return new Date(asUtc - offset).toISOString()
}

function offsetAt(epochMs: number, timeZone: string): number {
  const shown = new Date(epochMs).toLocaleString('sv-SE', { timeZone })
  return new Date(`${shown.replace(' ', 'T')}Z`).getTime() - epochMs
}
