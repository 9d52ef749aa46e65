import { type MeetingSetting, type MeetingSettings, settingsOf, supportOf } from '@foyer/shared/meeting-settings'
import type { Platform } from '@foyer/shared/platforms'
import { Segments } from '../../ui/segments.tsx'
import { droppedReason, leftAlone, nameHere, SETTING_COPY, settingChoices } from './room-copy.ts'

/** How rooms are set up: one line for each setting that the platform has, and nothing that it has not. */
export function RoomSettings(props: {
  platform: Platform
  settings: MeetingSettings
  onChange: (settings: MeetingSettings) => void
  /** What the platform did not take at a coming session. */
  dropped: readonly MeetingSetting[]
  error: string | undefined
}) {
  const { platform, settings, onChange, dropped, error } = props
  const choices = settingChoices(platform)
  return (
    <div className="space-y-2 pt-4">
      <p className="text-soft">{leftAlone(platform)} Changes reach the rooms of coming sessions too.</p>
      <div className="divide-y divide-line border-b border-line">
        {settingsOf(platform).map((setting) => {
          const value = settings[setting]
          const { note, needs } = supportOf(platform, setting) ?? {}
          const isDropped = value !== undefined && dropped.includes(setting)
          return (
            <Segments
              key={setting}
              label={SETTING_COPY[setting].label}
              hint={[SETTING_COPY[setting].hint, note, needs].filter(Boolean).join(' ')}
              note={
                isDropped && (
                  <span className="mt-1 block font-medium text-amber">
                    {nameHere(platform)} did not take it. {droppedReason(platform, setting)} Saving asks once more.
                  </span>
                )
              }
              choices={choices}
              value={value === undefined ? 'account' : value ? 'on' : 'off'}
              onChange={(chosen) => {
                const { [setting]: _before, ...others } = settings
                onChange(chosen === 'account' ? others : { ...others, [setting]: chosen === 'on' })
              }}
            />
          )
        })}
      </div>
      {error && (
        <p role="alert" className="text-small font-medium text-brick">
          {error}
        </p>
      )}
    </div>
  )
}
