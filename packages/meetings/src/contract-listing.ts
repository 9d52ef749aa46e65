import { expect, test } from 'vitest'
import { aMeeting, connect, type PlatformHarness } from './contract-harness.ts'

export const A_DAY = { from: new Date('2027-03-01T00:00:00Z'), to: new Date('2027-03-02T00:00:00Z') }

/** What every adapter has to hold to when it lists what we made. */
export function describeListing(getVendor: () => PlatformHarness): void {
  test('a listing shows what we made, alive and in time, the next ones first, and nothing else', async () => {
    const vendor = getVendor()
    const { platform, cannotList } = vendor
    if (cannotList) return
    const { accessToken } = await connect(vendor)
    const at = (day: number, hour: number) => ({
      startsAt: new Date(Date.UTC(2027, 2, day, hour)),
      endsAt: new Date(Date.UTC(2027, 2, day, hour + 1)),
    })
    const [late, early] = [aMeeting(at(1, 15)), aMeeting({ ...at(1, 9), generation: 3 })]
    for (const spec of [late, early, aMeeting(at(2, 9))]) await platform.createMeeting(accessToken, spec)
    const removed = await platform.createMeeting(accessToken, aMeeting(at(1, 12)))
    await platform.removeMeeting(accessToken, removed.externalId, { notifyAttendees: false })
    const listed = await platform.listMeetings(accessToken, A_DAY)
    expect(listed.map(({ externalId: _externalId, ...one }) => one)).toEqual(
      [early, late].map(({ meetingId, generation, startsAt }) => ({ meetingId, generation, startsAt })),
    )
    for (const { externalId, startsAt } of listed)
      expect((await platform.readMeeting(accessToken, externalId)).startsAt).toEqual(startsAt)
  })
}
