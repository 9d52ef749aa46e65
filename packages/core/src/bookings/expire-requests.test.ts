import { notifications } from '@foyer/db/schema'
import { asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { actAs, SYSTEM } from '../context.ts'
import { createMailer } from '../mail.ts'
import { sendNotificationMail } from '../notifications/send-notification-mail.ts'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { offerService } from '../testing/offer-service.ts'
import { confirmBooking } from './confirm-booking.ts'
import { createBooking } from './create-booking.ts'
import { expireRequests } from './expire-requests.ts'
import { getBooking } from './get-booking.ts'

const FRIDAY_10 = '2026-11-27T10:00:00.000Z'

let world: MeetingWorld
beforeAll(async () => {
  world = await openMeetingWorld()
})
beforeEach(() => world.setNow(new Date('2026-11-21T09:00:00Z')))
afterAll(() => world[Symbol.asyncDispose]())

type Person = Awaited<ReturnType<MeetingWorld['addUser']>>

const expire = () => expireRequests(actAs(world.core, SYSTEM))

const toldTo = ({ userId }: Person) =>
  world.core.db
    .select()
    .from(notifications)
    .where(eq(notifications.userId, userId))
    .orderBy(asc(notifications.createdAt))

const kindsToldTo = async (person: Person) => (await toldTo(person)).map(({ kind }) => kind)

async function mailsTo(person: Person) {
  const mailer = createMailer(world.sandbox.smtpUrl, 'Foyer <no-reply@foyer.test>')
  for (const { id } of await toldTo(person))
    await sendNotificationMail({ ...world.core, mailer, actor: SYSTEM }, { notificationId: id })
  return world.sandbox.mails.list({ to: person.email })
}

/** A request for Friday that is held until Monday at nine. */
async function requested(startsAt = FRIDAY_10) {
  const provider = await world.addUser('provider', { name: 'Ana Ribeiro' })
  const customer = await world.addUser('customer', { name: 'Jonas Meier' })
  const service = await offerService(provider, { mode: 'in_person', platform: null })
  const { id } = await createBooking(customer, { serviceId: service.id, startsAt })
  return { provider, customer, service, id }
}

describe('a request that nobody answers in time', () => {
  it('ends: its customer is told by mail where to choose anew, its provider in the list', async () => {
    const { provider, customer, id } = await requested()
    world.setNow(new Date('2026-11-23T09:00:00Z'))
    await Promise.all([expire(), expire()])
    expect(await getBooking(customer, { id })).toMatchObject({ status: 'cancelled', cancelledBy: 'system' })
    expect(await toldTo(customer)).toMatchObject([
      { kind: 'request_expired', title: 'Nobody answered your request for “Violin lesson” in time' },
    ])
    const [mail] = await mailsTo(customer)
    expect(mail?.text).toContain('Nothing was booked, and the time is free again.')
    expect(mail?.text).toContain(`Choose another time:\nhttp://localhost:3000/p/${provider.userId}`)
    const told = await toldTo(provider)
    expect(told.find(({ kind }) => kind === 'request_expired')).toMatchObject({
      title: 'Your time to answer Jonas Meier about “Violin lesson” ran out',
      path: '/dashboard/bookings',
      mailOutcome: 'off',
    })
  })

  it('is told to both sides also when it ends because somebody else asks for the time', async () => {
    const { provider, customer, service } = await requested()
    const next = await world.addUser('customer')
    world.setNow(new Date('2026-11-23T09:30:00Z'))
    await createBooking(next, { serviceId: service.id, startsAt: FRIDAY_10 })
    expect(await kindsToldTo(customer)).toEqual(['request_expired'])
    expect(await kindsToldTo(provider)).toContain('request_expired')
    expect(await kindsToldTo(next)).toEqual([])
  })
})

describe('the reminder of a request', () => {
  it('comes once, some hours before its time runs out, and says until when', async () => {
    const { provider, customer } = await requested()
    for (const at of ['2026-11-23T02:00:00Z', '2026-11-23T03:00:00Z', '2026-11-23T04:00:00Z']) {
      world.setNow(new Date(at))
      await Promise.all([expire(), expire()])
    }
    expect(await kindsToldTo(provider)).toEqual(['booking_received', 'request_expiring'])
    const mails = await mailsTo(provider)
    expect(mails.at(-1)?.subject).toBe('Jonas Meier still waits for your answer about “Violin lesson”')
    expect(mails.at(-1)?.text).toContain('held until Monday 23 November 2026, 09:00 (Lisbon)')
    expect(await kindsToldTo(customer)).toEqual([])
  })

  it('does not wake anybody up where the morning is early enough', async () => {
    world.setNow(new Date('2026-11-21T10:30:00Z'))
    const { provider } = await requested()
    const arrivesBy = async (at: string) => {
      world.setNow(new Date(at))
      await expire()
      return (await kindsToldTo(provider)).includes('request_expiring')
    }
    expect(await arrivesBy('2026-11-23T07:00:00Z')).toBe(false)
    expect(await arrivesBy('2026-11-23T08:01:00Z')).toBe(true)
  })

  it('does not come on the heels of a request at short notice', async () => {
    world.setNow(new Date('2026-11-23T09:00:00Z'))
    const { provider } = await requested('2026-11-23T13:00:00.000Z')
    await expire()
    expect(await kindsToldTo(provider)).toEqual(['booking_received'])
    world.setNow(new Date('2026-11-23T12:00:00Z'))
    await expire()
    expect(await kindsToldTo(provider)).toEqual(['booking_received', 'request_expiring'])
  })

  it('stays at home when the request was answered meanwhile', async () => {
    const { provider, id } = await requested()
    world.setNow(new Date('2026-11-23T04:00:00Z'))
    await expire()
    await confirmBooking(provider, { id })
    expect((await mailsTo(provider)).map(({ subject }) => subject).join()).not.toContain('still waits')
    expect((await toldTo(provider)).at(-1)).toMatchObject({ kind: 'request_expiring', mailOutcome: 'dropped' })
  })
})
