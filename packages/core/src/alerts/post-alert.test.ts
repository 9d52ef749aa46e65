import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { alerts, meetings, notifications, sessions } from '@foyer/db/schema'
import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { actAs, type Core, SYSTEM } from '../context.ts'
import { onlyRow } from '../only-row.ts'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { type AlertSender, createAlertSender } from './alert-sender.ts'
import { postAlert } from './post-alert.ts'
import { watchLinks } from './watch-links.ts'

interface Post {
  url: string | undefined
  headers: IncomingMessage['headers']
  body: string
}

let world: MeetingWorld
let server: Server
let alertSender: AlertSender
let answer: { status: number; location?: string }
const posts: Post[] = []

beforeAll(async () => {
  world = await openMeetingWorld()
  server = createServer(async (request, response) => {
    posts.push({ url: request.url, headers: request.headers, body: await text(request) })
    response.writeHead(answer.status, answer.location ? { location: answer.location } : {}).end('thanks')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  alertSender = createAlertSender(`${addressOf(server)}/hooks/canary-webhook-secret`)
})
beforeEach(async () => {
  posts.length = 0
  answer = { status: 200 }
  world.setNow(new Date('2026-11-21T09:00:00Z'))
  await world.core.db.update(sessions).set({ status: 'cancelled' })
  await world.core.db.delete(alerts)
})
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve))
  await world[Symbol.asyncDispose]()
})

const addressOf = (of: Server) => `http://127.0.0.1:${(of.address() as AddressInfo).port}`

/** Where nobody listens any more. */
async function deadAddress(): Promise<string> {
  const dead = createServer()
  await new Promise<void>((resolve) => dead.listen(0, '127.0.0.1', resolve))
  const address = addressOf(dead)
  await new Promise((resolve) => dead.close(resolve))
  return address
}

const alert = async () => onlyRow(await world.core.db.select().from(alerts))

/** Posts the one alert, as its job does. */
async function post(change: Partial<Core> = { alertSender }) {
  const { id } = await alert()
  await postAlert(actAs({ ...world.core, ...change }, SYSTEM), { alertId: id })
  return alert()
}

/** An alert about a session that begins in half an hour, and what mends it. */
async function raised() {
  const provider = await world.addProvider({ isConnected: false })
  const { sessionId, meetingId } = await world.addSession(provider)
  const startsAt = new Date('2026-11-21T09:30:00Z')
  await world.core.db
    .update(sessions)
    .set({ startsAt, endsAt: new Date('2026-11-21T10:30:00Z') })
    .where(eq(sessions.id, sessionId))
  await watchLinks(actAs(world.core, SYSTEM))
  const mend = () =>
    world.core.db
      .update(meetings)
      .set({ status: 'ready', joinUrl: 'https://meet.example/x', reason: null })
      .where(eq(meetings.id, meetingId))
  return { provider, mend }
}

describe('the webhook for alerts', () => {
  it('is told what, how many and where to look, once however often the job runs, with nobody named', async () => {
    const { provider } = await raised()
    await Promise.all([post(), post(), post()])
    const { body, headers } = onlyRow(posts)
    expect(JSON.parse(body)).toEqual({
      kind: 'links_missing',
      text: '1 session is due within the hour and has no link',
      count: 1,
      url: 'http://localhost:3000/admin',
    })
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'idempotency-key': (await alert()).id })
    expect(body).not.toContain(provider.email)
    expect(body).not.toContain('Ana')
    expect(await alert()).toMatchObject({ outcome: 'posted', attempts: 1 })
  })

  it('is tried again with growing delays when it does not take an alert, and given up after an hour', async () => {
    await raised()
    answer = { status: 500 }
    expect(await post()).toMatchObject({ outcome: null, problem: 'status 500', attempts: 1 })
    const retry = sql`name = 'alert.post' and start_after = timestamptz '2026-11-21T09:00:07.5Z'`
    expect(await world.core.db.$count(sql`pgboss.job`, retry)).toBe(1)
    expect(await post()).toMatchObject({ attempts: 1 })
    world.setNow(new Date('2026-11-21T09:00:08Z'))
    answer = { status: 204 }
    expect(await post()).toMatchObject({ outcome: 'posted', attempts: 2 })
    await world.core.db.delete(alerts)
    await raised()
    world.setNow(new Date('2026-11-21T10:00:05Z'))
    expect(await post({ alertSender: createAlertSender(await deadAddress()) })).toMatchObject({
      outcome: 'failed',
      problem: 'ECONNREFUSED',
    })
  })

  it('is asked at its own address only: a redirect is not followed', async () => {
    await raised()
    answer = { status: 307, location: `${addressOf(server)}/elsewhere` }
    expect(await post()).toMatchObject({ outcome: null, problem: 'status 307' })
    expect(posts.map(({ url }) => url)).toEqual(['/hooks/canary-webhook-secret'])
  })

  it('is not told what has been mended meanwhile, and nothing where there is none', async () => {
    const { mend } = await raised()
    await mend()
    expect(await post()).toMatchObject({ outcome: 'dropped' })
    await world.core.db.delete(alerts)
    await raised()
    expect(await post({})).toMatchObject({ outcome: 'off' })
    expect(posts).toEqual([])
  })

  it('is told by a later job when the first was lost', async () => {
    await raised()
    const jobs = () => world.core.db.$count(sql`pgboss.job`, sql`name = 'alert.post'`)
    await world.core.db.execute(sql`delete from pgboss.job where name = 'alert.post'`)
    world.setNow(new Date('2026-11-21T09:00:30Z'))
    await watchLinks(actAs(world.core, SYSTEM))
    expect(await jobs()).toBe(0)
    world.setNow(new Date('2026-11-21T09:01:30Z'))
    await watchLinks(actAs(world.core, SYSTEM))
    expect(await jobs()).toBe(1)
  })

  it('is taken up again by another worker when one died while it posted', async () => {
    await raised()
    await world.core.db.update(alerts).set({ claimedUntil: new Date('2026-11-21T09:00:20Z'), attempts: 1 })
    expect(await post()).toMatchObject({ outcome: null })
    world.setNow(new Date('2026-11-21T09:00:40Z'))
    expect(await post()).toMatchObject({ outcome: 'posted' })
    expect(await world.core.db.$count(notifications, eq(notifications.kind, 'links_missing'))).toBe(0)
  })
})
