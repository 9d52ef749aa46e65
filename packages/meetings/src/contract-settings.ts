import { type MeetingSettings, settingsOf } from '@foyer/shared/meeting-settings'
import { describe, expect, test } from 'vitest'
import { aMeeting, connect, linkOf, type PlatformHarness } from './contract-harness.ts'

/** What every adapter has to hold to when a service says how its rooms are to be. */
export function describeSettings(getVendor: () => PlatformHarness): void {
  const all = (has: readonly string[], isOn: boolean): MeetingSettings =>
    Object.fromEntries(has.map((setting) => [setting, isOn]))

  describe('settings', () => {
    test('what a platform does not have costs no link, and is said', async () => {
      const vendor = getVendor()
      const { accessToken } = await connect(vendor)
      const settings: MeetingSettings = { transcription: true }
      if (vendor.settings && settingsOf(vendor.platform.platform).includes('transcription')) return
      const made = await vendor.platform.createMeeting(accessToken, aMeeting({ settings }))
      expect(linkOf(made)).toMatch(/^https:/)
      expect(made.droppedSettings).toEqual(['transcription'])
    })

    test.each([true, false])('a room is set up as asked, all %s, and found to be so afterwards', async (isOn) => {
      const { platform, settings, countCalls, ...vendor } = getVendor()
      if (!settings) return
      // Zoom gives a room without a passcode a waiting room.
      const has = settingsOf(platform.platform).filter((setting) => isOn || setting !== 'passcode')
      const { accessToken } = await connect({ platform, ...vendor })
      const spec = aMeeting({ settings: all(has, isOn) })
      const made = await platform.createMeeting(accessToken, spec)
      expect(made.droppedSettings).toEqual([])
      expect(settings.of(made.externalId)).toMatchObject(spec.settings)
      const before = countCalls('update')
      expect(await platform.updateMeeting(accessToken, made.externalId, spec)).toEqual(made)
      expect(countCalls('update')).toBe(before)
    })

    test('a changed setting is written once, and what is absent stays as it is', async () => {
      const { platform, settings, countCalls, ...vendor } = getVendor()
      if (!settings) return
      const { accessToken } = await connect({ platform, ...vendor })
      const spec = aMeeting()
      const made = await platform.createMeeting(accessToken, spec)
      const { waitingRoom: wasWaiting, ...others } = settings.of(made.externalId)
      for (const waitingRoom of [!wasWaiting, wasWaiting, wasWaiting]) {
        const wanted = { ...spec, settings: { waitingRoom } }
        const changed = await platform.updateMeeting(accessToken, made.externalId, wanted)
        expect(changed).toEqual(made)
        expect(settings.of(made.externalId)).toEqual({ ...others, waitingRoom })
      }
      expect(countCalls('update')).toBe(2)
    })

    test('a setting that the plan lacks is reported as dropped and costs no link', async () => {
      const { platform, settings, ...vendor } = getVendor()
      if (!settings || !settingsOf(platform.platform).includes('recording')) return
      settings.withhold('recording')
      const { accessToken } = await connect({ platform, ...vendor })
      const spec = aMeeting({ settings: { waitingRoom: true, recording: true } })
      const made = await platform.createMeeting(accessToken, spec)
      expect(linkOf(made)).toMatch(/^https:/)
      expect(made.droppedSettings).toEqual(['recording'])
      expect(settings.of(made.externalId)).toMatchObject({ waitingRoom: true, recording: false })
      const updated = await platform.updateMeeting(accessToken, made.externalId, { ...spec, title: 'Second lesson' })
      expect(updated.droppedSettings).toEqual(['recording'])
    })

    test('one that is found after a lost answer says what it lacks as well', async () => {
      const { platform, settings, disturb, ...vendor } = getVendor()
      if (!settings || !settingsOf(platform.platform).includes('recording')) return
      settings.withhold('recording')
      const { accessToken } = await connect({ platform, ...vendor })
      const spec = aMeeting({ settings: { recording: true } })
      disturb('create', 'lost_after')
      await platform.createMeeting(accessToken, spec).catch(() => undefined)
      expect((await platform.findMeeting(accessToken, spec))?.droppedSettings).toEqual(['recording'])
    })

    test('a setting that is refused outright costs no link either', async () => {
      const { platform, settings, disturb, ...vendor } = getVendor()
      if (!settings) return
      const { accessToken } = await connect({ platform, ...vendor })
      const spec = aMeeting({ settings: { waitingRoom: true } })
      const { externalId } = await platform.createMeeting(
        accessToken,
        aMeeting({ ...spec, settings: { waitingRoom: false } }),
      )
      disturb('update', { status: 422 })
      const refused = await platform.updateMeeting(accessToken, externalId, { ...spec, title: 'Second lesson' })
      expect(linkOf(refused)).toMatch(/^https:/)
      expect(refused.droppedSettings).toEqual(['waitingRoom'])
    })
  })
}
