import { connections, notifications, sessions } from '@foyer/db/schema'
import { and, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { actAs, SYSTEM } from '../context.ts'
import { createMailer, type Mailer } from '../mail.ts'
import { onlyRow } from '../only-row.ts'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { nudgeProviders } from './nudge-providers.ts'
import { sendNotificationMail } from './send-notification-mail.ts'

const HOUR = 3_600_000
const START = new Date('2026-11-21T09:00:00Z')

let world: MeetingWorld
let mailer: Mailer
beforeAll(async () => {
  world = await openMeetingWorld()
  mailer = createMailer(world.sandbox.smtpUrl, 'Foyer <no-reply@foyer.test>')
})
beforeEach(() => world.setNow(START))
afterAll(() => world[Symbol.asyncDispose]())

type Provider = Awaited<ReturnType<MeetingWorld['addProvider']>>

const later = (ms: number) => world.setNow(new Date(START.getTime() + ms))
const nudge = () => nudgeProviders(actAs(world.core, SYSTEM))

const toldTo = ({ userId }: Provider) =>
  world.core.db
    .select()
    .from(notifications)
    .where(and(eq(notifications.userId, userId), eq(notifications.kind, 'connection_lost')))
    .orderBy(notifications.createdAt)

async function sendMails(provider: Provider) {
  for (const { id } of await toldTo(provider))
    await sendNotificationMail({ ...world.core, mailer, actor: SYSTEM }, { notificationId: id })
  return world.sandbox.mails.list({ to: provider.email })
}

/** A provider whose permission was revoked at Google, which Foyer learns from the first of these sessions. */
async function losing(count: number) {
  const provider = await world.addProvider()
  const meetings = []
  for (let index = 0; index < count; index += 1) meetings.push(await world.addSession(provider))
  world.sandbox.google.revokeGrant(provider.email)
  return { provider, meetings }
}

describe('a permission that is revoked in the middle of a batch of 50 sessions', () => {
  it('is told to its provider exactly once, with what waits and the way to mend it', async () => {
    const { provider, meetings } = await losing(50)
    await Promise.all(meetings.map(({ meetingId }) => world.sync(meetingId)))
    const [near] = meetings
    await world.core.db
      .update(sessions)
      .set({ startsAt: new Date('2026-11-22T08:00:00Z'), endsAt: new Date('2026-11-22T08:30:00Z') })
      .where(eq(sessions.id, near?.sessionId ?? ''))
    await Promise.all(Array.from({ length: 4 }, nudge))
    const told = onlyRow(await toldTo(provider))
    expect(told).toMatchObject({
      title: 'Reconnect Google: 50 sessions need their links',
      path: '/dashboard/integrations',
      data: { startsAt: '2026-11-22T08:00:00.000Z' },
    })
    const { subject, text } = onlyRow(await sendMails(provider))
    expect(subject).toBe('Reconnect Google: 50 sessions need their links')
    expect(text).toContain('On Saturday 21 November 2026 Google stopped accepting the permission that you gave Foyer.')
    expect(text).toContain('50 sessions need their links, the first on Sunday 22 November 2026, 08:00 (Lisbon).')
    expect(text).toContain('http://localhost:3000/dashboard/integrations')
    expect(await countAudits(provider)).toBe(1)
  })
})

const countAudits = async ({ userId }: Provider) => {
  const [row] = await world.core.db.execute<{ count: number }>(
    sql`select count(*)::int as count from audit_entries join connections on connections.id = subject_id
      where user_id = ${userId} and action = 'connection.revoked'`,
  )
  return row?.count
}

describe('a loss that presses nobody', () => {
  it('is told on day 1, 3, 7 and 14 and then never again', async () => {
    const { provider, meetings } = await losing(1)
    const { sessionId, meetingId } = onlyRow(meetings)
    await world.core.db
      .update(sessions)
      .set({ startsAt: new Date('2027-03-01T10:00:00Z'), endsAt: new Date('2027-03-01T11:00:00Z') })
      .where(eq(sessions.id, sessionId))
    await world.sync(meetingId)
    const days: number[] = []
    for (let hours = 0; hours < 30 * 24; hours += 6) {
      later(hours * HOUR)
      await nudge()
      const count = (await toldTo(provider)).length
      if (count > days.length) days.push(hours / 24)
    }
    expect(days).toEqual([1, 3, 7, 14])
  })

  it('is not told any more once it is mended, neither as a notice nor by a mail that was on its way', async () => {
    const { provider, meetings } = await losing(1)
    await world.sync(meetings[0]?.meetingId ?? '')
    later(25 * HOUR)
    await nudge()
    expect(await toldTo(provider)).toHaveLength(1)
    await world.connect(provider)
    expect(await sendMails(provider)).toEqual([])
    expect(onlyRow(await toldTo(provider))).toMatchObject({ mailOutcome: 'dropped' })
    later(80 * HOUR)
    await nudge()
    expect(await toldTo(provider)).toHaveLength(1)
  })

  it('is told at once when a session comes near long after the last reminder', async () => {
    const { provider, meetings } = await losing(1)
    const { sessionId, meetingId } = onlyRow(meetings)
    await world.sync(meetingId)
    const startsAt = new Date('2027-01-11T09:00:00Z')
    await world.core.db
      .update(sessions)
      .set({ startsAt, endsAt: new Date(startsAt.getTime() + HOUR) })
      .where(eq(sessions.id, sessionId))
    for (const at of ['2027-01-10T08:00:00Z', '2027-01-10T21:00:00Z', '2027-01-11T08:00:00Z']) {
      world.setNow(new Date(at))
      await nudge()
    }
    expect(onlyRow(await toldTo(provider)).createdAt).toEqual(new Date('2027-01-10T21:00:00Z'))
  })

  it('is told anew when it happens anew', async () => {
    const provider = await world.addProvider()
    for (const hours of [0, 48]) {
      later(hours * HOUR)
      await world.connect(provider)
      const { meetingId } = await world.addSession(provider)
      world.sandbox.google.revokeGrant(provider.email)
      await world.sync(meetingId)
      later((hours + 25) * HOUR)
      await nudge()
    }
    expect(await toldTo(provider)).toHaveLength(2)
  })
})

const nudgeJobs = () => world.core.db.$count(sql`pgboss.job`, sql`name = 'notification.nudge' and state = 'created'`)
const forgetNudgeJobs = () => world.core.db.execute(sql`delete from pgboss.job where name = 'notification.nudge'`)

it('is looked at as soon as it is lost, not only when the sweep comes round', async () => {
  await forgetNudgeJobs()
  const { meetings } = await losing(3)
  expect(await nudgeJobs()).toBe(0)
  await Promise.all(meetings.map(({ meetingId }) => world.sync(meetingId)))
  expect(await nudgeJobs()).toBe(1)
})

it('is looked at again as soon as a session waits for it that came after the loss', async () => {
  const { provider, meetings } = await losing(1)
  for (const { meetingId } of meetings) await world.sync(meetingId)
  await forgetNudgeJobs()
  const { meetingId } = await world.addSession(provider)
  await world.sync(meetingId)
  expect(await nudgeJobs()).toBe(1)
})

it('tells nobody of a connection that its provider has ended', async () => {
  const { provider } = await losing(1)
  await world.core.db
    .update(connections)
    .set({ status: 'not_connected', reason: null, statusChangedAt: START })
    .where(eq(connections.userId, provider.userId))
  later(30 * HOUR)
  await nudge()
  expect(await toldTo(provider)).toEqual([])
})

it('blames nobody for a permission that we cannot read ourselves', async () => {
  const { provider } = await losing(0)
  await world.core.db
    .update(connections)
    .set({ status: 'revoked', reason: 'secret_unreadable', statusChangedAt: START })
    .where(eq(connections.userId, provider.userId))
  later(25 * HOUR)
  await nudge()
  expect(onlyRow(await sendMails(provider)).text).toContain('You did nothing wrong.')
})
