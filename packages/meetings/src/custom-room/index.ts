import type { MeetingSettings } from '@foyer/shared/meeting-settings'
import { roomHost } from '@foyer/shared/rooms'
import { PlatformError, type PlatformFactory, type PlatformMeeting, type Tokens } from '../platform.ts'
import { linkOfRoom, openRoom, roomIdFor } from './description.ts'
import { withSettings } from './settings.ts'

/** A description does not run out; the year is one that a database and a form can still write. */
const NEVER = new Date('9000-01-01T00:00:00.000Z')

/** One provider has one such room, whatever its address is: another address is not another account. */
const SUBJECT = 'room'

/**
 * A room of the provider's own. Nobody is asked for anything: the permission is the room's description, and every link
 * follows from it, the meeting and its generation alone.
 */
export const createAdapter: PlatformFactory = () => {
  const meetingIn = (accessToken: string, roomId: string, settings: MeetingSettings = {}): PlatformMeeting => {
    const room = openRoom(accessToken)
    const { joinUrl, droppedSettings } = withSettings(room, linkOfRoom(room, roomId), settings)
    return { externalId: roomId, room: { status: 'ready', joinUrl }, droppedSettings, startsAt: null, endsAt: null }
  }
  return {
    platform: 'custom_room',
    clientId: '',
    requestedScopes: [],
    missingScopes: () => [],
    authorizationUrl() {
      throw new PlatformError({ kind: 'rejected', code: 'no_consent_page' })
    },
    consentProblem: () => 'rejected',
    exchangeCode: async ({ code }) => tokensOf(code),
    refreshTokens: async (refreshToken) => tokensOf(refreshToken),
    // Nobody else knows of it.
    revokeTokens: async () => {},
    getAccount: async (accessToken) => ({ subject: SUBJECT, email: null, label: roomHost(openRoom(accessToken)) }),
    probe: async (accessToken) => void openRoom(accessToken),
    createMeeting: async (accessToken, spec) => meetingIn(accessToken, roomIdFor(spec), spec.settings),
    findMeeting: async (accessToken, spec) => meetingIn(accessToken, roomIdFor(spec), spec.settings),
    updateMeeting: async (accessToken, externalId, { settings }) => meetingIn(accessToken, externalId, settings),
    readMeeting: async (accessToken, externalId) => meetingIn(accessToken, externalId),
    listMeetings: async () => [],
    removeMeeting: async () => true,
    externalIdFor: roomIdFor,
  }
}

/** The same text twice: a permission without a second token would not be taken for a lasting one. */
function tokensOf(description: string): Tokens {
  openRoom(description)
  return { accessToken: description, refreshToken: description, expiresAt: NEVER, permissionEndsAt: null, scopes: [] }
}
