import { alerts, bookings, meetings, notifications, services, sessions } from '@foyer/db/schema'
import { and, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { actAs, SYSTEM } from '../context.ts'
import { createMailer, type Mailer } from '../mail.ts'
import { sendNotificationMail } from '../notifications/send-notification-mail.ts'
import { onlyRow } from '../only-row.ts'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { watchLinks } from './watch-links.ts'

const MINUTE = 60_000

let world: MeetingWorld
let mailer: Mailer
beforeAll(async () => {
  world = await openMeetingWorld()
  mailer = createMailer(world.sandbox.smtpUrl, 'Foyer <no-reply@foyer.test>')
})
beforeEach(async () => {
  world.setNow(new Date('2026-11-21T09:00:00Z'))
  world.sandbox.faults.clear()
  // Each test sees its own sessions and operators only.
  await world.core.db.update(sessions).set({ status: 'cancelled' })
  await world.core.db.delete(alerts)
  await world.core.db.execute(sql`update users set role = 'customer' where role = 'admin'`)
})
afterAll(() => world[Symbol.asyncDispose]())

type Person = Awaited<ReturnType<MeetingWorld['addUser']>>

const watch = () => watchLinks(actAs(world.core, SYSTEM))

const toldTo = ({ userId }: { userId: string }) =>
  world.core.db.select().from(notifications).where(eq(notifications.userId, userId)).orderBy(notifications.createdAt)

async function sendMails(person: Person) {
  for (const { id } of await toldTo(person))
    await sendNotificationMail({ ...world.core, mailer, actor: SYSTEM }, { notificationId: id })
  return world.sandbox.mails.list({ to: person.email })
}

/** A private session whose link Google does not make, with whoever offers and whoever booked it. */
async function withoutLink(options: { isConnected?: boolean } = {}) {
  const provider = await world.addProvider(options)
  const { sessionId, meetingId } = await world.addSession(provider)
  const unavailable = {
    operation: 'google.events.insert',
    account: provider.email,
    kind: 'status',
    status: 503,
  } as const
  world.sandbox.faults.add({ ...unavailable, times: 'unlimited' })
  await world.sync(meetingId)
  const { startsAt } = onlyRow(await world.core.db.select().from(sessions).where(eq(sessions.id, sessionId)))
  const { customerId } = onlyRow(await world.core.db.select().from(bookings).where(eq(bookings.sessionId, sessionId)))
  const customer = { ...world.core, actor: SYSTEM, userId: customerId, email: `${customerId}@foyer.test` }
  const goTo = (minutesBefore: number) => world.setNow(new Date(startsAt.getTime() - minutesBefore * MINUTE))
  return { provider, customer, sessionId, meetingId, startsAt, goTo }
}

describe('a session that is about to begin without a link', () => {
  it('is told to its provider an hour before, and to its customer a quarter of an hour before, once each', async () => {
    const { provider, customer, sessionId, goTo } = await withoutLink()
    for (let minutes = 70; minutes >= -10; minutes -= 5) {
      goTo(minutes)
      await watch()
      expect([minutes, (await toldTo(provider)).length]).toEqual([minutes, minutes > 60 ? 0 : 1])
      expect([minutes, (await toldTo(customer)).length]).toEqual([minutes, minutes > 15 ? 0 : 1])
    }
    expect(onlyRow(await toldTo(provider))).toMatchObject({
      kind: 'link_trouble',
      title: '“First conversation” has no link yet',
      path: `/sessions/${sessionId}`,
    })
    const [mail] = await sendMails(provider)
    expect(mail?.text).toContain('Google has not made it so far. Foyer keeps trying.')
    expect(mail?.text).toMatch(/Try it again, or set a link of your own:\nhttp:\/\/localhost:3000\/sessions\//)
    const [honest] = await sendMails(customer)
    expect(honest?.subject).toBe('The link for “First conversation” is late')
    expect(honest?.text).toContain('Ana Ribeiro has been told.')
    expect(honest?.text).toMatch(/this address leads to it:\nhttp:\/\/localhost:3000\/s\/\w+\/join/)
  })

  it('says which way out its provider has prepared', async () => {
    const { provider, customer, sessionId, goTo } = await withoutLink()
    const { serviceId } = onlyRow(await world.core.db.select().from(sessions).where(eq(sessions.id, sessionId)))
    const room = { kind: 'room', joinUrl: 'https://rooms.example/ana' } as const
    await world.core.db
      .update(services)
      .set({ fallback: [room], fallbackMinutesBefore: 10 })
      .where(eq(services.id, serviceId))
    goTo(15)
    await watch()
    for (const person of [provider, customer])
      expect((await sendMails(person))[0]?.text).toMatch(
        /by Wednesday 25 November 2026, \d\d:50 .*a backup room takes its place/,
      )
  })

  it('leads the provider to the connection where that is what is missing', async () => {
    const { provider, goTo } = await withoutLink({ isConnected: false })
    goTo(30)
    await watch()
    expect(onlyRow(await toldTo(provider))).toMatchObject({ path: '/dashboard/integrations' })
    expect((await sendMails(provider))[0]?.text).toContain('Connect again here, and the link is made at once')
  })

  it('is told at once to both when it is booked for the next minutes, but not while its link is just being made', async () => {
    const provider = await world.addProvider()
    const { sessionId, meetingId } = await world.addSession(provider)
    const soon = new Date('2026-11-21T09:10:00Z')
    await world.core.db
      .update(sessions)
      .set({ startsAt: soon, endsAt: new Date(soon.getTime() + 30 * MINUTE) })
      .where(eq(sessions.id, sessionId))
    await watch()
    expect(await toldTo(provider)).toEqual([])
    world.setNow(new Date('2026-11-21T09:01:30Z'))
    await watch()
    expect(await toldTo(provider)).toHaveLength(1)
    await world.sync(meetingId)
    expect((await sendMails(provider)).map(({ subject }) => subject)).not.toContain(
      '“First conversation” has no link yet',
    )
  })

  it('is not told when the link came in between, and its mail stays at home', async () => {
    const { provider, customer, meetingId, goTo } = await withoutLink()
    goTo(10)
    await watch()
    world.sandbox.faults.clear()
    await world.syncWhenDue(meetingId)
    expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready' })
    for (const person of [provider, customer]) {
      expect(await sendMails(person)).toEqual([])
      const [trouble] = (await toldTo(person)).filter(({ kind }) => kind === 'link_trouble')
      expect(trouble).toMatchObject({ mailOutcome: 'dropped' })
    }
    const before = (await toldTo(customer)).length
    await watch()
    expect(await toldTo(customer)).toHaveLength(before)
  })

  it('is told of its new time when it was moved, and never of the old one', async () => {
    const { provider, sessionId, startsAt, goTo } = await withoutLink()
    goTo(50)
    await watch()
    const moved = new Date(startsAt.getTime() + 24 * 60 * MINUTE)
    await world.core.db
      .update(sessions)
      .set({ startsAt: moved, endsAt: new Date(moved.getTime() + 30 * MINUTE) })
      .where(eq(sessions.id, sessionId))
    expect(await sendMails(provider)).toEqual([])
    goTo(50 - 24 * 60)
    await watch()
    const [, second] = await toldTo(provider)
    expect(second).toMatchObject({ data: { startsAt: moved.toISOString() } })
    expect(await sendMails(provider)).toHaveLength(1)
  })

  it('is told once to each person of a group and of a course', async () => {
    const { provider, sessionId, goTo } = await withoutLink()
    const { serviceId, ...place } = onlyRow(
      await world.core.db.select().from(bookings).where(eq(bookings.sessionId, sessionId)),
    )
    const [inGroup, inCourse] = [await world.addUser('customer'), await world.addUser('customer')]
    await world.core.db.update(services).set({ kind: 'course', capacity: 9 }).where(eq(services.id, serviceId))
    for (const [customerId, of] of [
      [inGroup.userId, sessionId],
      [inCourse.userId, null],
      [inCourse.userId, sessionId],
    ] as const)
      await world.core.db.insert(bookings).values({ ...place, id: undefined, serviceId, customerId, sessionId: of })
    for (const minutes of [15, 10, 5]) {
      goTo(minutes)
      await Promise.all([watch(), watch()])
    }
    for (const person of [provider, inGroup, inCourse]) expect(await toldTo(person)).toHaveLength(1)
  })
})

describe('operators', () => {
  it('hear of all sessions without a link together, and again only of more', async () => {
    const admin = await world.addUser('admin')
    const [first, second] = [await withoutLink(), await withoutLink(), await withoutLink()]
    first.goTo(60)
    await Promise.all([watch(), watch()])
    expect((await toldTo(admin)).map(({ title }) => title)).toEqual([
      '1 session is due within the hour and has no link',
    ])
    first.goTo(40)
    await watch()
    expect(await toldTo(admin)).toHaveLength(1)
    second.goTo(60)
    await watch()
    expect((await toldTo(admin))[1]?.title).toBe('2 sessions are due within the hour and have no link')
    expect((await sendMails(admin)).at(-1)?.text).toContain('http://localhost:3000/admin')
  })

  it('hear of what only they can mend once a day, and its provider is not blamed', async () => {
    const admin = await world.addUser('admin')
    const cases = [await withoutLink(), await withoutLink()]
    for (const { meetingId } of cases)
      await world.core.db.update(meetings).set({ reason: 'misconfigured' }).where(eq(meetings.id, meetingId))
    for (const at of ['2026-11-21T10:00:00Z', '2026-11-21T17:00:00Z', '2026-11-22T10:00:00Z']) {
      world.setNow(new Date(at))
      await watch()
    }
    const told = await toldTo(admin)
    expect(told.map(({ kind }) => kind)).toEqual(['setup_trouble', 'setup_trouble'])
    expect(told[0]?.title).toContain('Google does not accept how Foyer is set up here; 2 sessions wait for it.')
    const [one] = cases
    one?.goTo(40)
    await watch()
    const text = (await sendMails(onlyRow(cases.slice(0, 1)).provider)).map((mail) => mail.text).join()
    expect(text).toContain('its operators have been told. You did nothing wrong.')
  })

  it('get no mail about what has been mended meanwhile', async () => {
    const admin = await world.addUser('admin')
    const { meetingId, goTo } = await withoutLink()
    goTo(30)
    await watch()
    world.sandbox.faults.clear()
    await world.syncWhenDue(meetingId)
    expect(await sendMails(admin)).toEqual([])
    const dropped = and(eq(notifications.userId, admin.userId), eq(notifications.mailOutcome, 'dropped'))
    expect(await world.core.db.$count(notifications, dropped)).toBe(1)
  })
})
