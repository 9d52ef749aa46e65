import { type MeetingWorld, openMeetingWorld } from '@foyer/core/testing/meeting-world'
import { sessions } from '@foyer/db/schema'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp, type TestApp } from './testing/test-app.ts'

describe('the addresses of a session', () => {
  let world: MeetingWorld
  let test: TestApp
  beforeAll(async () => {
    world = await openMeetingWorld()
    test = await openTestApp({ testCore: world })
  })
  afterAll(() => test[Symbol.asyncDispose]())

  const get = (url: string, cookie = '') => test.app.inject({ url, headers: { cookie } })

  /** A session with a ready link, of a provider who can sign in. */
  const readySession = async () => {
    const { userId, email, cookie } = await test.signUp({ role: 'provider' })
    const provider = { ...world.core, actor: { kind: 'provider', userId } as const, userId, email }
    world.sandbox.google.addAccount({ email })
    await world.connect(provider)
    const { sessionId, meetingId } = await world.addSession(provider)
    await world.sync(meetingId)
    const rows = await world.core.db.select().from(sessions)
    const session = rows.find(({ id }) => id === sessionId)
    if (!session) throw new Error('the session is gone')
    const { joinUrl } = await world.meeting(meetingId)
    return { session, joinUrl, cookie, joinPath: `/s/${session.joinToken}/join` }
  }

  it('the join address leads into the room while it is open, and to the session’s page otherwise', async () => {
    const { session, joinUrl, joinPath } = await readySession()
    const atMinutes = async (minutes: number) => {
      world.setNow(new Date(session.startsAt.getTime() + minutes * 60_000))
      const answer = await get(joinPath)
      expect(answer.headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' })
      return answer.headers.location
    }
    expect(await atMinutes(-60)).toBe(`/sessions/${session.id}`)
    expect(await atMinutes(-5)).toBe(joinUrl)
    expect(await atMinutes(24 * 60)).toBe(`/sessions/${session.id}`)
    expect((await get(`/s/${session.joinToken}x/join`)).statusCode).toBe(404)
  })

  it('a calendar file is for those who take part, and names our address instead of the room’s', async () => {
    world.setNow(new Date('2026-11-21T09:00:00Z'))
    const { session, joinPath, cookie } = await readySession()
    const file = await get(`/sessions/${session.id}.ics`, cookie)
    expect(file.headers['content-type']).toBe('text/calendar; charset=utf-8')
    const unfolded = file.body.replaceAll('\r\n ', '')
    expect(unfolded).toContain(`LOCATION:http://localhost:3000${joinPath}`)
    expect(unfolded).not.toContain('meet.google.com')
    expect(unfolded).toContain(`UID:${session.id}@localhost`)

    const stranger = await test.signUp()
    expect((await get(`/sessions/${session.id}.ics`, stranger.cookie)).statusCode).toBe(404)
    expect((await get(`/sessions/${session.id}.ics`)).statusCode).toBe(401)
  })

  it('a calendar feed needs no sign-in, only its own address', async () => {
    const { session, cookie } = await readySession()
    const { path } = (await test.call('account.calendarFeed', { cookie })).json().result.data
    const feed = await get(path)
    expect(feed.statusCode).toBe(200)
    expect(feed.body.replaceAll('\r\n ', '')).toContain(`UID:${session.id}@localhost`)
    expect(feed.headers['referrer-policy']).toBe('no-referrer')
    expect((await get(path.replace(/.{3}\.ics$/, 'AAA.ics'))).statusCode).toBe(404)
  })
})
