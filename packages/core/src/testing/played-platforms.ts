import type { MeetingWorld, OAuthPlatform } from './meeting-world.ts'

type Provider = Awaited<ReturnType<MeetingWorld['addProvider']>>

/** A room that is alive in an account, in one shape for all platforms. */
export interface PlayedRoom {
  externalId: string
  /** What of ours stands with it: the key or the mark that names the meeting. */
  mark: string
  joinUrl: string | undefined
  startsAt: Date
}

/** What a test of faults has to know of a platform that the sandbox plays. */
export interface PlayedPlatform {
  platform: OAuthPlatform
  /** Names of operations in the sandbox. */
  create: string
  read: string
  update: string
  remove: string
  refresh: string
  /** All that concern rooms. */
  rooms: string
  /** How often a room is asked for when the first answer was lost: once more where asking again is how one looks. */
  createsAfterLoss: 1 | 2
  /** Answers to a new room that nobody can use, by what is wrong with them. */
  spoilt: [string, string | Record<string, unknown>][]
  /** Members of an answer that nobody knows, and others without what is not needed. */
  odd: Record<string, unknown>
  /** The end of a limit in half a minute, as the platform writes it. */
  retryAfter(now: Date): string
}

const UNREADABLE: [string, string][] = [
  ['cut short', '{"id": "abc", "status": "confir'],
  ['a page of a proxy', '<html>Sign in to the network</html>'],
]
const HALF_A_MINUTE = 30

export const PLAYED_PLATFORMS: readonly PlayedPlatform[] = [
  {
    platform: 'google_meet',
    create: 'google.events.insert',
    read: 'google.events.get',
    update: 'google.events.patch',
    remove: 'google.events.delete',
    refresh: 'google.token.refresh',
    rooms: 'google.events.*',
    createsAfterLoss: 1,
    spoilt: [
      ...UNREADABLE,
      ['without times', { start: null, end: null }],
      ['with a link that is none', { hangoutLink: 7, conferenceData: 'soon' }],
    ],
    odd: {
      kind: 'calendar#event2',
      brandNew: { deeply: ['nested'] },
      conferenceData: { parameters: { addOnParameters: {} }, conferenceSolution: null, notes: 7 },
      htmlLink: null,
      attendees: null,
      hangoutLink: null,
    },
    retryAfter: () => String(HALF_A_MINUTE),
  },
  {
    platform: 'zoom',
    create: 'zoom.meetings.create',
    read: 'zoom.meetings.get',
    update: 'zoom.meetings.patch',
    remove: 'zoom.meetings.delete',
    refresh: 'zoom.token.refresh',
    rooms: 'zoom.meetings.*',
    createsAfterLoss: 1,
    spoilt: [...UNREADABLE, ['without a time', { start_time: null }], ['with a link that is none', { join_url: 7 }]],
    odd: { brandNew: { deeply: ['nested'] }, agenda: null, created_at: null, password: null, uuid: 7 },
    retryAfter: (now) => new Date(now.getTime() + HALF_A_MINUTE * 1000).toISOString(),
  },
  {
    platform: 'teams',
    create: 'microsoft.meetings.createOrGet',
    read: 'microsoft.meetings.get',
    update: 'microsoft.meetings.patch',
    remove: 'microsoft.meetings.delete',
    refresh: 'microsoft.token.refresh',
    rooms: 'microsoft.meetings.*',
    createsAfterLoss: 2,
    spoilt: [
      ...UNREADABLE,
      ['without times', { startDateTime: null, endDateTime: null }],
      ['without its id', { id: 7 }],
    ],
    odd: { brandNew: { deeply: ['nested'] }, creationDateTime: null, participants: null, '@odata.context': 7 },
    retryAfter: () => String(HALF_A_MINUTE),
  },
]

/** Those of one meeting. */
export const roomsOfMeeting = (
  world: MeetingWorld,
  platform: OAuthPlatform,
  provider: Provider,
  meetingId: string,
): PlayedRoom[] => roomsOf(world, platform, provider).filter(({ mark }) => mark.includes(meetingId.replaceAll('-', '')))

const vendorOf = ({ sandbox }: MeetingWorld, platform: OAuthPlatform) =>
  ({ google_meet: sandbox.google, zoom: sandbox.zoom, teams: sandbox.microsoft })[platform]

/** A provider whose account at the platform is connected; the calls that took are forgotten. */
export async function addConnected(world: MeetingWorld, platform: OAuthPlatform): Promise<Provider> {
  const provider = await world.addProvider({ isConnected: false })
  const { outcome } = await world.connect(provider, undefined, platform)
  if (outcome !== 'connected') throw new Error(`Connecting ended with ${outcome}.`)
  return provider
}

/** What is alive in a provider's account at the platform. */
export function roomsOf(world: MeetingWorld, platform: OAuthPlatform, provider: Provider): PlayedRoom[] {
  const { zoom, microsoft } = world.sandbox
  switch (platform) {
    case 'google_meet':
      return world.liveEvents(provider).map((event) => ({
        externalId: event.id,
        mark: event.id,
        joinUrl: 'hangoutLink' in event && typeof event.hangoutLink === 'string' ? event.hangoutLink : undefined,
        startsAt: new Date(event.start.dateTime ?? ''),
      }))
    case 'zoom':
      return zoom
        .meetings(provider.email)
        .filter(({ sandbox }) => !sandbox.isDeleted)
        .map(({ id, agenda, join_url, start_time }) => ({
          externalId: String(id),
          mark: agenda,
          joinUrl: join_url,
          startsAt: new Date(start_time),
        }))
    case 'teams':
      return microsoft
        .meetings(provider.email)
        .filter(({ sandbox }) => !sandbox.isDeleted)
        .map(({ id, externalId, joinWebUrl, startDateTime }) => ({
          externalId: id,
          mark: externalId ?? '',
          joinUrl: joinWebUrl,
          startsAt: new Date(startDateTime),
        }))
  }
}

/** What somebody does to a room at the platform itself. */
export function deleteByHand(world: MeetingWorld, platform: OAuthPlatform, provider: Provider, id: string): void {
  const { google, zoom, microsoft } = world.sandbox
  if (platform === 'google_meet') google.deleteEvent({ account: provider.email, id })
  else if (platform === 'zoom') zoom.deleteMeeting({ id })
  else microsoft.deleteMeeting({ id })
}

export function moveByHand(world: MeetingWorld, platform: OAuthPlatform, provider: Provider, id: string): void {
  const { google, zoom, microsoft } = world.sandbox
  const times = { startsAt: '2026-12-24T10:00:00Z', endsAt: '2026-12-24T10:30:00Z' }
  if (platform === 'google_meet') google.moveEvent({ account: provider.email, id, ...times })
  else if (platform === 'zoom') zoom.moveMeeting({ id, startsAt: times.startsAt })
  else microsoft.moveMeeting({ id, ...times })
}

/** Makes access tokens useless; then, also the permission. */
export const expireAccess = (world: MeetingWorld, platform: OAuthPlatform, { email }: Provider): number =>
  vendorOf(world, platform).expireAccessTokens(email)
export const endPermission = (world: MeetingWorld, platform: OAuthPlatform, { email }: Provider): number =>
  vendorOf(world, platform).revokeGrant(email)
