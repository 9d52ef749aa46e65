import { meetings } from '@foyer/db/schema'
import type { Platform } from '@foyer/shared/platforms'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setRoom } from '../connections/set-room.ts'
import { setManualLink } from '../meetings/set-manual-link.ts'
import { getSession } from '../sessions/get-session.ts'
import { type ChangeWorld, openChangeWorld } from '../testing/change-world.ts'
import { changePlatform } from './change-platform.ts'
import { previewChange } from './preview-change.ts'
import { undoChange } from './undo-change.ts'

let world: ChangeWorld
beforeAll(async () => {
  world = await openChangeWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const toZoom = (provider: Awaited<ReturnType<ChangeWorld['addProvider']>>, sessionId: string) =>
  changePlatform(provider, { sessionIds: [sessionId], platform: 'zoom' })

describe('the change of a session whose link is of another kind', () => {
  it('gives up a link set by hand only for that very session, and can return to it', async () => {
    const provider = await world.addBoth()
    const { sessionId, meetingId } = await world.addReady(provider)
    const joinUrl = 'https://rooms.example/ana'
    await setManualLink(provider, { sessionId, joinUrl })
    await world.settle()
    const all = { all: true, platform: 'zoom' } as const
    expect(await previewChange(provider, all)).toMatchObject({ change: 0, left: { byHand: 1 }, isConnected: true })
    await expect(changePlatform(provider, all)).rejects.toMatchObject({ code: 'platform_unchanged' })
    await toZoom(provider, sessionId)
    expect((await getSession(provider, { id: sessionId })).meeting).toMatchObject({ source: 'manual', joinUrl })
    await undoChange(provider, { sessionId })
    await world.settle()
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready', source: 'manual', joinUrl })
    expect(world.rooms(provider)).toEqual([])
    await toZoom(provider, sessionId)
    await world.settle()
    const after = await world.meeting(meetingId)
    expect(after).toMatchObject({ platform: 'zoom', source: 'platform' })
    expect(world.rooms(provider)).toEqual([after.externalId])
  })

  it('ends a backup in use, whose room is the link until the new one is there', async () => {
    const provider = await world.addBoth()
    const { sessionId, meetingId } = await world.addReady(provider)
    const room = 'https://rooms.example/backup'
    await world.core.db
      .update(meetings)
      .set({
        source: 'fallback',
        externalId: null,
        joinUrl: room,
        fallbackStep: 1,
        fallbackFrom: 'google_meet',
        fallbackReason: 'platform_unreachable',
        fallbackSince: world.core.now(),
      })
      .where(eq(meetings.id, meetingId))
    await toZoom(provider, sessionId)
    const during = (await getSession(provider, { id: sessionId })).meeting
    expect(during).toMatchObject({ source: 'fallback', joinUrl: room, fallback: { kind: 'room' }, changingTo: 'zoom' })
    await world.settle()
    expect(await world.meeting(meetingId)).toMatchObject({ platform: 'zoom', fallbackFrom: null, source: 'platform' })
  })

  it('goes to a room of the provider’s own and back, also where its link was set by hand before', async () => {
    const provider = await world.addBoth()
    const joinUrl = 'https://rooms.example/ana'
    await setRoom(provider, { kind: 'fixed', address: joinUrl })
    const { sessionId, meetingId, customerId } = await world.addReady(provider)
    await setManualLink(provider, { sessionId, joinUrl })
    await world.settle()
    const change = (platform: Platform) => changePlatform(provider, { sessionIds: [sessionId], platform })
    await change('custom_room')
    await world.settle()
    // The link is the very one of before, and the change is through all the same.
    expect(await world.meeting(meetingId)).toMatchObject({
      platform: 'custom_room',
      source: 'platform',
      status: 'ready',
      joinUrl,
      changeId: null,
      oldPlace: null,
    })
    expect(await world.told(customerId)).toEqual(['link_changed'])
    await change('google_meet')
    await world.settle()
    const after = await world.meeting(meetingId)
    expect(after).toMatchObject({ platform: 'google_meet', status: 'ready', changeId: null })
    expect(world.rooms(provider)).toEqual([after.externalId])
    expect(await world.countLeftovers(meetingId)).toBe(0)
    expect(await world.told(customerId)).toEqual(['link_changed', 'platform_changed'])
  })
})
