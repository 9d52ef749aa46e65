import { type MeetingSetting, settingsOf } from '@foyer/shared/meeting-settings'
import { roomTextsOf } from '@foyer/shared/meeting-template'
import type { Platform } from '@foyer/shared/platforms'
import { useMember } from '../../api/account.ts'
import { Section } from '../../ui/section.tsx'
import { RoomSettings } from './room-settings.tsx'
import { RoomText } from './room-text.tsx'
import type { ServiceDraft, ServiceField } from './service-draft.ts'

/** What the chosen platform lets a service say of its rooms; nothing where it lets it say nothing. */
export function RoomSections(props: {
  platform: Platform
  draft: ServiceDraft
  change: (changes: Partial<ServiceDraft>) => void
  /** What the service's own platform did not take. */
  dropped: readonly MeetingSetting[]
  errorOf: (field: ServiceField) => string | undefined
}) {
  const { platform, draft, change, dropped, errorOf } = props
  const { name } = useMember()
  return (
    <>
      {settingsOf(platform).length > 0 && (
        <Section title="In the room">
          <RoomSettings
            platform={platform}
            settings={draft.meetingSettings}
            onChange={(meetingSettings) => change({ meetingSettings })}
            dropped={dropped}
            error={errorOf('meetingSettings')}
          />
        </Section>
      )}
      {roomTextsOf(platform).title !== null && (
        <Section title="Name and text">
          <RoomText platform={platform} draft={draft} provider={name} change={change} errorOf={errorOf} />
        </Section>
      )}
    </>
  )
}
