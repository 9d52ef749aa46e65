import type { IssuedSecret } from '@foyer/sandbox/control/issued-secrets'
import type { Sandbox } from '@foyer/sandbox/server'
import type { Platform } from '@foyer/shared/platforms'
import * as z from 'zod'
import type { EventFact } from './history.ts'

/** Platforms with accounts at a company, which the sandbox plays. */
export const VENDOR_PLATFORMS = ['google_meet', 'zoom', 'teams'] as const
export type VendorPlatform = (typeof VENDOR_PLATFORMS)[number]

export const isVendor = (platform: Platform): platform is VendorPlatform =>
  VENDOR_PLATFORMS.some((one) => one === platform)

interface Edit {
  account: string
  id: string
}

/** A company from outside: what can be done to it, and its own account of the rooms it has. */
export interface Vendor {
  /** How the sandbox calls what it is asked: everything, about rooms, for a new room, for a new token. */
  operations: { all: string; rooms: string; create: string; refresh: string }
  /** How it says that there was too much, where it names no time. */
  tooMuch: { status: number; reason?: string }
  /** The `Retry-After` of so many seconds from now. */
  retryAfter(seconds: number): string
  addAccount(email: string): void
  consentAs(email: string): void
  expireAccessTokens(email: string): void
  revoke(email: string): void
  setTokenLifetime(seconds: number): void
  issuedSecrets(): IssuedSecret[]
  /** What was made through its API, dead or alive. */
  rooms(): EventFact[]
  /** What stands for one room in the request that makes it; null where that is for no session. */
  keyOf(body: unknown): string | null
  /** Only newest refresh tokens work, or those before them too. */
  keepsOldTokens: boolean
  deleteByHand(edit: Edit): void
  moveByHand(edit: Edit & { startsAt: string; endsAt: string }): void
  /** Absent where a room is never without its link. */
  robByHand?(edit: Edit): void
}

export function vendorsOf({ google, zoom, microsoft }: Sandbox): Record<VendorPlatform, Vendor> {
  return {
    google_meet: {
      operations: {
        all: 'google.*',
        rooms: 'google.events.*',
        create: 'google.events.insert',
        refresh: 'google.token.refresh',
      },
      tooMuch: { status: 403, reason: 'rateLimitExceeded' },
      retryAfter: String,
      addAccount: (email) => void google.addAccount({ email }),
      consentAs: (account) => google.setConsent({ mode: 'grant', account }),
      expireAccessTokens: (email) => void google.expireAccessTokens(email),
      revoke: (email) => void google.revokeGrant(email),
      setTokenLifetime: (seconds) => google.setAccessTokenLifetime(seconds),
      issuedSecrets: google.issuedSecrets,
      rooms: () => google.events().flatMap((event) => toGoogleRoom(event) ?? []),
      keyOf: (body) => keyShape.safeParse(body).data?.id ?? 'unknown',
      keepsOldTokens: false,
      deleteByHand: (edit) => void google.deleteEvent(edit),
      moveByHand: (edit) => void google.moveEvent(edit),
      robByHand: (edit) => void google.removeConference(edit),
    },
    zoom: {
      operations: {
        all: 'zoom.*',
        rooms: 'zoom.meetings.*',
        create: 'zoom.meetings.create',
        refresh: 'zoom.token.refresh',
      },
      tooMuch: { status: 429 },
      // An instant, where everybody else counts seconds.
      retryAfter: (seconds) => new Date(Date.now() + seconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z'),
      addAccount: (email) => void zoom.addAccount({ email, plan: 2 }),
      consentAs: (account) => zoom.setConsent({ mode: 'grant', account }),
      expireAccessTokens: (email) => void zoom.expireAccessTokens(email),
      // Zoom tells of it by a notification.
      revoke: (email) => void zoom.deauthorize(email),
      setTokenLifetime: (seconds) => zoom.setAccessTokenLifetime(seconds),
      issuedSecrets: zoom.issuedSecrets,
      rooms: () =>
        zoom.meetings().map(({ id, agenda, start_time, duration, timezone, join_url, sandbox }) => ({
          id: String(id),
          platform: 'zoom' as const,
          account: sandbox.account,
          meetingId: uuidIn(agenda.split('\n')[0]),
          isLive: !sandbox.isDeleted,
          startsAt: new Date(start_time),
          endsAt: new Date(Date.parse(start_time) + duration * 60_000),
          timeZone: timezone,
          link: join_url,
        })),
      keyOf: (body) => keyShape.safeParse(body).data?.agenda?.split('\n')[0] ?? 'unknown',
      keepsOldTokens: false,
      deleteByHand: ({ id }) => void zoom.deleteMeeting({ id }),
      moveByHand: ({ id, startsAt }) => void zoom.moveMeeting({ id, startsAt }),
    },
    teams: {
      operations: {
        all: 'microsoft.*',
        rooms: 'microsoft.meetings.*',
        create: 'microsoft.meetings.createOrGet',
        refresh: 'microsoft.token.refresh',
      },
      tooMuch: { status: 429, reason: 'activityLimitReached' },
      retryAfter: String,
      addAccount: (email) => void microsoft.addAccount({ email, kind: 'work' }),
      consentAs: (account) => microsoft.setConsent({ mode: 'grant', account }),
      expireAccessTokens: (email) => void microsoft.expireAccessTokens(email),
      revoke: (email) => void microsoft.revokeGrant(email),
      setTokenLifetime: (seconds) => microsoft.setAccessTokenLifetime(seconds),
      issuedSecrets: microsoft.issuedSecrets,
      rooms: () =>
        sessionsOf(microsoft.meetings()).map(
          ({ id, externalId, startDateTime, endDateTime, joinWebUrl: link, sandbox }) => ({
            id,
            platform: 'teams' as const,
            account: sandbox.account,
            meetingId: uuidIn(externalId ?? ''),
            isLive: !sandbox.isDeleted,
            startsAt: new Date(startDateTime),
            endsAt: new Date(endDateTime),
            timeZone: undefined,
            link,
          }),
        ),
      keyOf(body) {
        const key = keyShape.safeParse(body).data?.externalId ?? 'unknown'
        return key === TRIAL_KEY ? null : key
      },
      keepsOldTokens: true,
      deleteByHand: ({ id }) => void microsoft.deleteMeeting({ id }),
      moveByHand: ({ id, startsAt, endsAt }) => void microsoft.moveMeeting({ id, startsAt, endsAt }),
    },
  }
}

/** The one room of an account that Foyer tries whether it can have any stands for no session. */
const TRIAL_KEY = 'foyer-connection-check'

const sessionsOf = <T extends { externalId: string | null }>(rooms: T[]): T[] =>
  rooms.filter(({ externalId }) => externalId !== TRIAL_KEY)

const keyShape = z.object({
  id: z.string().optional(),
  agenda: z.string().optional(),
  externalId: z.string().optional(),
})

/** The uuid in a mark of ours, with dashes or without. */
function uuidIn(text = ''): string {
  const [hex] = /[0-9a-f]{32}/i.exec(text.replaceAll('-', '')) ?? []
  return hex ? hex.toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') : 'none'
}

const eventTime = z.object({ dateTime: z.string(), timeZone: z.string().optional() })
const eventShape = z.object({
  id: z.string(),
  status: z.string(),
  start: eventTime.optional(),
  end: eventTime.optional(),
  extendedProperties: z.object({ private: z.record(z.string(), z.string()) }).optional(),
  conferenceData: z
    .object({ entryPoints: z.array(z.object({ entryPointType: z.string(), uri: z.string() })).optional() })
    .optional(),
  sandbox: z.object({ account: z.string(), createdBy: z.string() }),
})

/** Null for what was made by hand. */
function toGoogleRoom(dump: unknown): EventFact | null {
  const event = eventShape.parse(dump)
  if (event.sandbox.createdBy !== 'api') return null
  const video = event.conferenceData?.entryPoints?.find(({ entryPointType }) => entryPointType === 'video')
  return {
    id: event.id,
    platform: 'google_meet',
    account: event.sandbox.account,
    meetingId: event.extendedProperties?.private.foyerMeeting ?? 'none',
    isLive: event.status !== 'cancelled',
    startsAt: event.start ? new Date(event.start.dateTime) : null,
    endsAt: event.end ? new Date(event.end.dateTime) : null,
    timeZone: event.start?.timeZone ?? null,
    link: video?.uri ?? null,
  }
}
