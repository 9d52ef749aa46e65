import { renderMeetingText, roomTextsOf, templateValues } from '@foyer/shared/meeting-template'
import type { Platform } from '@foyer/shared/platforms'
import type { ServiceDraft } from './service-draft.ts'

const SAMPLE_START = new Date('2027-03-01T09:30:00Z')

type Previewed = Pick<ServiceDraft, 'title' | 'kind' | 'durationMinutes' | 'meetingTemplate'>

/** The room of an invented session as the platform shows it; no description where it shows none. */
export function previewRoom(draft: Previewed, provider: string, platform: Platform) {
  const { title: service, kind, durationMinutes, meetingTemplate } = draft
  const minutes = Number.isFinite(durationMinutes) ? durationMinutes : 0
  const texts = roomTextsOf(platform)
  const values = templateValues({
    service: service.trim() || 'Your service',
    provider,
    customer: kind === 'private' ? 'Alex Kim' : null,
    ...(kind === 'course' ? { sessionNumber: 3, numberOfSessions: 8 } : { sessionNumber: 1, numberOfSessions: 1 }),
    startsAt: SAMPLE_START,
    endsAt: new Date(SAMPLE_START.getTime() + minutes * 60_000),
    timeZone: 'UTC',
    sessionLink: 'https://…/sessions/…',
    joinLink: 'https://…/s/…/join',
  })
  const { title, description } = renderMeetingText(meetingTemplate, values, texts)
  return { title, description: texts.text === null ? null : description }
}
