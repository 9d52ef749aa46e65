import { expect, it } from 'vitest'
import { MEETING_SETTINGS, settingsAt, settingsOf, settingsProblem } from './meeting-settings.ts'
import { PLATFORMS } from './platforms.ts'
import { createServiceSchema } from './service-schema.ts'

const service = {
  title: 'Violin lesson',
  kind: 'private',
  mode: 'online',
  platform: 'zoom',
  durationMinutes: 45,
  confirmation: 'manual',
}
const problemOf = (change: object) => {
  const read = createServiceSchema.safeParse({ ...service, ...change })
  return read.success ? null : read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join()
}

it('takes known settings of the platform, on or off, and none at all', () => {
  for (const meetingSettings of [{}, { waitingRoom: true }, { recording: false, passcode: true }])
    expect(problemOf({ meetingSettings })).toBeNull()
})

it('refuses what is no setting, or not one of this platform, and says what would be right', () => {
  const refused: [object, string][] = [
    [
      { meetingSettings: { waiting_room: true } },
      'meetingSettings: There is no such setting. Use: waitingRoom, joinBeforeHost, passcode, recording, transcription, muteOnEntry.',
    ],
    [
      { meetingSettings: { waitingRoom: 'yes' } },
      'meetingSettings.waitingRoom: Give true, false, or leave it out to keep what the account has.',
    ],
    [
      { platform: 'teams', meetingSettings: { passcode: true } },
      'meetingSettings: Microsoft Teams has no setting passcode (passcode). It has: waitingRoom, recording.',
    ],
    [
      { platform: 'custom_room', meetingSettings: { recording: true } },
      'meetingSettings: Own room has no setting recording (automatic recording). It has: muteOnEntry.',
    ],
  ]
  for (const [change, problem] of refused) expect(problemOf(change)).toBe(problem)
  expect(settingsProblem({ recording: true }, null)).toContain('in person')
})

it('leaves out what a platform does not have, and what nobody asked for', () => {
  const wanted = { waitingRoom: false, muteOnEntry: true, recording: undefined }
  expect(settingsAt('zoom', wanted)).toEqual({ waitingRoom: false, muteOnEntry: true })
  expect(settingsAt('google_meet', wanted)).toEqual({ waitingRoom: false })
  expect(settingsAt('custom_room', wanted)).toEqual({ muteOnEntry: true })
})

it('knows each setting on one platform at least', () => {
  const known = PLATFORMS.flatMap((platform) => settingsOf(platform))
  expect(MEETING_SETTINGS.filter((setting) => !known.includes(setting))).toEqual([])
})
