import { meetings, notifications, users } from '@foyer/db/schema'
import type { NotificationKind } from '@foyer/shared/notifications'
import { and, desc, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cancelBooking } from '../bookings/cancel-booking.ts'
import { createBooking } from '../bookings/create-booking.ts'
import { rescheduleBooking } from '../bookings/reschedule-booking.ts'
import { createMailer, type Mailer } from '../mail.ts'
import { onlyRow } from '../only-row.ts'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { offerService } from '../testing/offer-service.ts'
import { sendNotificationMail } from './send-notification-mail.ts'

const MONDAY_10 = '2026-11-23T10:00:00.000Z'
const MONDAY_12 = '2026-11-23T12:00:00.000Z'

let world: MeetingWorld
let mailer: Mailer
beforeAll(async () => {
  world = await openMeetingWorld()
  mailer = createMailer(world.sandbox.smtpUrl, 'Foyer <no-reply@foyer.test>')
})
beforeEach(() => world.setNow(new Date('2026-11-21T09:00:00Z')))
afterAll(() => world[Symbol.asyncDispose]())

async function booked(details: { title?: string } = {}) {
  const provider = await world.addProvider()
  const customer = await world.addUser('customer', { name: 'Jonas <b>Meier</b>', timeZone: 'Europe/Berlin' })
  const service = await offerService(provider, { confirmation: 'automatic', ...details })
  const { id } = await createBooking(customer, { serviceId: service.id, startsAt: MONDAY_10 })
  const meeting = onlyRow(
    await world.core.db.select({ id: meetings.id }).from(meetings).orderBy(desc(meetings.createdAt)).limit(1),
  )
  return { provider, customer, id, meetingId: meeting.id }
}

type Person = Awaited<ReturnType<MeetingWorld['addUser']>>

const notices = ({ userId }: Person, kind: NotificationKind) =>
  world.core.db
    .select()
    .from(notifications)
    .where(and(eq(notifications.userId, userId), eq(notifications.kind, kind)))
    .orderBy(notifications.createdAt)

const notice = async (person: Person, kind: NotificationKind) => onlyRow(await notices(person, kind))

async function send(person: Person, kind: NotificationKind, as: Mailer | undefined = mailer) {
  const { id } = await notice(person, kind)
  await sendNotificationMail({ ...person, mailer: as }, { notificationId: id })
  return notice(person, kind)
}

/** The jobs of the confirmation's mail, the earliest first. */
async function mailJobs(customer: Person) {
  const { id } = await notice(customer, 'booking_confirmed')
  return world.core.db.execute<{ startAfter: string }>(
    sql`select to_char(start_after at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS') as "startAfter" from pgboss.job
      where name = 'notification.mail' and data ->> 'notificationId' = ${id} order by start_after`,
  )
}

const mailsTo = ({ email }: Person) => world.sandbox.mails.list({ to: email })

describe('the mail of a confirmation', () => {
  it('arrives once however often its job runs, and says that the link follows', async () => {
    const { customer } = await booked()
    await Promise.all(Array.from({ length: 5 }, () => send(customer, 'booking_confirmed')))
    expect(mailsTo(customer)).toHaveLength(1)
    const { subject, text, html, messageId } = onlyRow(mailsTo(customer))
    const { id, ...row } = await notice(customer, 'booking_confirmed')
    expect(row).toMatchObject({ mailOutcome: 'sent', mailHadLink: false, mailAttempts: 1 })
    expect({ subject, messageId }).toEqual({ subject: '“Violin lesson” is confirmed', messageId: `<${id}@localhost>` })
    expect(text).toContain('Monday 23 November 2026, 11:00 to 12:00 (Berlin), that is 10:00 to 11:00 in Lisbon')
    expect(text).toMatch(/The link follows.*:\nhttp:\/\/localhost:3000\/s\/\w+\/join/)
    expect(html).toContain('Jonas &lt;b&gt;Meier&lt;/b&gt;')
  })

  it('brings a calendar file with the join address, whose later versions count up', async () => {
    const { provider, customer, id } = await booked()
    await send(customer, 'booking_confirmed')
    world.setNow(new Date('2026-11-21T09:05:00Z'))
    await cancelBooking(provider, { id })
    await send(customer, 'booking_cancelled')
    const files = mailsTo(customer).map(({ attachments: [file] }) => file?.text?.replaceAll('\r\n ', '') ?? '')
    expect(files[0]).toContain('METHOD:PUBLISH')
    expect(files[0]).toContain('DTSTART:20261123T100000Z')
    expect(files[0]).toMatch(/LOCATION:http:\/\/localhost:3000\/s\/\w+\/join/)
    expect(files[1]).toContain('STATUS:CANCELLED')
    const [uids, sequences] = [/UID:(.+)/, /SEQUENCE:(\d+)/].map((part) => files.map((file) => part.exec(file)?.[1]))
    expect(new Set(uids).size).toBe(1)
    expect(Number(sequences?.[1])).toBeGreaterThan(Number(sequences?.[0]))
  })

  it('waits a moment for the link, goes out with it as soon as it is there, and is the only one', async () => {
    const { customer, meetingId } = await booked()
    const [waiting] = await mailJobs(customer)
    expect(waiting?.startAfter).toBe('2026-11-21 09:00:15')
    await world.sync(meetingId)
    expect(await mailJobs(customer)).toHaveLength(2)
    expect(await send(customer, 'booking_confirmed')).toMatchObject({ mailHadLink: true })
    expect(onlyRow(mailsTo(customer)).text).toMatch(/Join here/)
    expect(await notices(customer, 'link_ready')).toEqual([])
  })

  it('is followed by another one when it went out without the link', async () => {
    const { provider, customer, meetingId } = await booked()
    await send(customer, 'booking_confirmed')
    await world.sync(meetingId)
    await send(customer, 'link_ready')
    expect(mailsTo(customer).map(({ subject }) => subject)).toEqual([
      '“Violin lesson” is confirmed',
      'The link for “Violin lesson” is ready',
    ])
    expect(await notices(provider, 'link_ready')).toEqual([])
  })
})

it('tells both sides when a link that was there has become another one', async () => {
  const { provider, customer, meetingId } = await booked()
  await world.sync(meetingId)
  const [event] = world.liveEvents(provider)
  world.sandbox.google.deleteEvent({ account: provider.email, id: event?.id ?? '' })
  await world.core.db.update(meetings).set({ desiredVersion: 9 }).where(eq(meetings.id, meetingId))
  await world.sync(meetingId)
  expect(await world.meeting(meetingId)).toMatchObject({ status: 'ready' })
  for (const person of [provider, customer]) {
    await send(person, 'link_changed')
    expect(mailsTo(person).at(-1)?.subject).toBe('“Violin lesson” has a new link')
  }
})

describe('a notice that is overtaken', () => {
  it('is dropped when its time is not the newest, and the newest is told with the old one beside', async () => {
    const { provider, customer, id } = await booked()
    for (const startsAt of [MONDAY_12, '2026-11-23T15:00:00.000Z']) await rescheduleBooking(provider, { id, startsAt })
    for (const { id: notificationId } of [
      ...(await notices(customer, 'booking_confirmed')),
      ...(await notices(customer, 'session_moved')),
    ])
      await sendNotificationMail({ ...customer, mailer }, { notificationId })
    const { text } = onlyRow(mailsTo(customer))
    expect(text).toContain('16:00 to 17:00 (Berlin)')
    expect(text).toContain('It was: Monday 23 November 2026, 13:00 to 14:00 (Berlin)')
    expect(await notice(customer, 'booking_confirmed')).toMatchObject({ mailOutcome: 'dropped', mailedAt: null })
  })

  it('is dropped when the booking was cancelled or the session is over', async () => {
    const first = await booked()
    await cancelBooking(first.provider, { id: first.id })
    expect(await send(first.customer, 'booking_confirmed')).toMatchObject({ mailOutcome: 'dropped' })
    const second = await booked()
    world.setNow(new Date('2026-11-23T11:00:00Z'))
    expect(await send(second.customer, 'booking_confirmed')).toMatchObject({ mailOutcome: 'dropped' })
    expect([...mailsTo(first.customer), ...mailsTo(second.customer)]).toEqual([])
  })
})

describe('a mail that is not taken', () => {
  const broken: Mailer = { send: () => Promise.reject(new Error('connect ECONNREFUSED')) }

  it('is tried again, and given up after a day', async () => {
    const { customer } = await booked()
    expect(await send(customer, 'booking_confirmed', broken)).toMatchObject({
      mailedAt: null,
      mailOutcome: null,
      mailAttempts: 1,
    })
    expect(await send(customer, 'booking_confirmed')).toMatchObject({ mailOutcome: 'sent', mailAttempts: 2 })
    const other = await booked({ title: 'Viola' })
    world.setNow(new Date('2026-11-22T09:00:00Z'))
    expect(await send(other.customer, 'booking_confirmed', broken)).toMatchObject({ mailOutcome: 'failed' })
    await send(other.customer, 'booking_confirmed')
    expect(mailsTo(other.customer)).toEqual([])
  })
})

describe('a mail that the server refuses', () => {
  const refuse = (status: number, { email }: Person) =>
    world.sandbox.faults.add({ operation: 'smtp.receive', account: email, kind: 'status', status, times: 'unlimited' })

  it('for good is tried once more and then given up', async () => {
    const { customer } = await booked()
    refuse(550, customer)
    expect(await send(customer, 'booking_confirmed')).toMatchObject({ mailOutcome: null, mailAttempts: 1 })
    expect(await send(customer, 'booking_confirmed')).toMatchObject({ mailOutcome: 'failed', mailAttempts: 2 })
    world.sandbox.faults.clear()
    await send(customer, 'booking_confirmed')
    expect(mailsTo(customer)).toEqual([])
  })

  it('for now is tried on', async () => {
    const { customer } = await booked()
    refuse(451, customer)
    for (const mailAttempts of [1, 2, 3])
      expect(await send(customer, 'booking_confirmed')).toMatchObject({ mailOutcome: null, mailAttempts })
    world.sandbox.faults.clear()
    await send(customer, 'booking_confirmed')
    expect(mailsTo(customer)).toHaveLength(1)
  })
})

describe('mail and links that fail apart', () => {
  const down: Mailer = { send: () => Promise.reject(new Error('connect ECONNREFUSED')) }

  it('mail is down while the link succeeds: one mail in the end, with the link', async () => {
    const { customer, meetingId } = await booked()
    await send(customer, 'booking_confirmed', down)
    await world.sync(meetingId)
    await send(customer, 'booking_confirmed', down)
    await send(customer, 'booking_confirmed')
    expect(await notices(customer, 'link_ready')).toEqual([])
    expect(onlyRow(mailsTo(customer)).text).toMatch(/Join here/)
  })

  it('the link fails while mail is up: an honest mail at once, and one more when the link is there', async () => {
    const { provider, customer, meetingId } = await booked()
    const account = provider.email
    world.sandbox.faults.add({ operation: 'google.events.insert', account, kind: 'status', status: 503 })
    await world.sync(meetingId)
    await send(customer, 'booking_confirmed')
    expect(onlyRow(mailsTo(customer)).text).toContain('The link follows.')
    await world.syncWhenDue(meetingId)
    for (let time = 0; time < 2; time += 1) await send(customer, 'link_ready')
    expect(mailsTo(customer)).toHaveLength(2)
    expect(mailsTo(customer)[1]?.text).toMatch(/Join here/)
  })

  it('both fail: nothing is lost and nothing is said twice once they are back', async () => {
    const { provider, customer, meetingId } = await booked()
    const account = provider.email
    world.sandbox.faults.add({ operation: 'google.events.insert', account, kind: 'status', status: 503 })
    await world.sync(meetingId)
    await send(customer, 'booking_confirmed', down)
    await world.syncWhenDue(meetingId)
    await send(customer, 'booking_confirmed', down)
    for (let time = 0; time < 2; time += 1) await send(customer, 'booking_confirmed')
    expect(onlyRow(mailsTo(customer)).text).toMatch(/Join here/)
    expect(await notices(customer, 'link_ready')).toEqual([])
  })
})

it('lets no name or title reach the headers or another mailbox', async () => {
  const { customer } = await booked({ title: 'Lesson\r\nBcc: eve@foyer.test' })
  await world.core.db.update(users).set({ name: 'Jonas\r\nBcc: eve@foyer.test' }).where(eq(users.id, customer.userId))
  await send(customer, 'booking_confirmed')
  expect(onlyRow(mailsTo(customer)).envelope.to).toEqual([customer.email])
  expect(world.sandbox.mails.list({ to: 'eve@foyer.test' })).toEqual([])
})
