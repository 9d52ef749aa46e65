import type { MeetingSpec } from '@foyer/meetings/platform'
import { renderMeetingText, roomTextsOf, templateValues } from '@foyer/shared/meeting-template'
import type { LoadedMeeting } from './load-meeting.ts'
import { settingsToAsk } from './room-settings.ts'

/** What the platform is to hold, all of it from the session and what its service says of rooms: no notes of anybody. */
export function meetingSpecOf(loaded: LoadedMeeting, appUrl: string): MeetingSpec {
  const { meeting, session, service, attendees } = loaded
  const sessionUrl = `${appUrl}/sessions/${session.id}`
  const values = templateValues({
    ...loaded.textFacts,
    service: service.title,
    startsAt: session.startsAt,
    endsAt: session.endsAt,
    timeZone: session.timeZone,
    sessionLink: sessionUrl,
    joinLink: `${appUrl}/s/${session.joinToken}/join`,
  })
  return {
    meetingId: meeting.id,
    generation: meeting.generation,
    roomAttempt: meeting.roomAttempt,
    ...renderMeetingText(service.meetingTemplate, values, roomTextsOf(meeting.platform)),
    startsAt: session.startsAt,
    endsAt: session.endsAt,
    timeZone: session.timeZone,
    attendees,
    notifyAttendees: true,
    sessionUrl,
    settings: settingsToAsk(loaded),
  }
}
