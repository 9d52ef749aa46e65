import type { MeetingSpec } from '@foyer/meetings/platform'
import type { LoadedMeeting } from './load-meeting.ts'
import { settingsToAsk } from './room-settings.ts'

/** What the platform is to hold, all of it from the session. Only the service's title: no notes, nothing personal. */
export function meetingSpecOf(loaded: LoadedMeeting, appUrl: string): MeetingSpec {
  const { meeting, session, service, attendees } = loaded
  const sessionUrl = `${appUrl}/sessions/${session.id}`
  return {
    meetingId: meeting.id,
    generation: meeting.generation,
    roomAttempt: meeting.roomAttempt,
    title: service.title,
    description: `Join: ${appUrl}/s/${session.joinToken}/join\nMove or cancel: ${sessionUrl}`,
    startsAt: session.startsAt,
    endsAt: session.endsAt,
    timeZone: session.timeZone,
    attendees,
    notifyAttendees: true,
    sessionUrl,
    settings: settingsToAsk(loaded),
  }
}
