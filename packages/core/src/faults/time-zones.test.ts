import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rescheduleBooking } from '../bookings/reschedule-booking.ts'
import { getSessionCalendar } from '../calendar/get-session-calendar.ts'
import { createMailer, type Mailer } from '../mail.ts'
import { createSession } from '../sessions/create-session.ts'
import { getSession } from '../sessions/get-session.ts'
import { deliverJobs } from '../testing/deliver-jobs.ts'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { offerService } from '../testing/offer-service.ts'

let world: MeetingWorld
let mailer: Mailer
beforeAll(async () => {
  world = await openMeetingWorld()
  mailer = createMailer(world.sandbox.smtpUrl, 'Foyer <no-reply@foyer.test>')
})
afterAll(() => world[Symbol.asyncDispose]())

/** A confirmed session of a provider and a customer who live by different clocks, with its room and its mail. */
async function agree(zones: { provider: string; customer: string }, startsAt: string) {
  const provider = await world.addUser('provider', { timeZone: zones.provider })
  const customer = await world.addUser('customer', { timeZone: zones.customer, name: 'Jonas Meier' })
  world.sandbox.google.addAccount({ email: provider.email })
  await world.connect(provider)
  const service = await offerService(provider)
  const { id } = await createSession(provider, { serviceId: service.id, startsAt, customerEmail: customer.email })
  await deliver()
  return { provider, customer, id }
}

async function deliver() {
  await deliverJobs({ ...world.core, mailer })
}

type Agreed = Awaited<ReturnType<typeof agree>>

/** The wall clock in the calendar of the provider, as the platform would show it. */
function wallAtPlatform({ provider }: Agreed): string[] {
  return world.liveEvents(provider).map(({ start }) => {
    const at = Temporal.Instant.from(start.dateTime ?? '').toZonedDateTimeISO(start.timeZone ?? 'UTC')
    return `${at.toPlainDateTime().toString({ smallestUnit: 'minute' })} ${at.timeZoneId}`
  })
}

const lastMail = ({ customer }: Agreed) => world.sandbox.mails.list({ to: customer.email }).at(-1)

async function startInCalendarFile({ customer, id }: Agreed): Promise<string | undefined> {
  return /DTSTART:(\S+)/.exec(await getSessionCalendar(customer, { id }))?.[1]
}

const compact = (instant: string) => instant.replace(/[-:]|\.000/g, '')

describe('one moment is told alike by calendar, mail, file and page', () => {
  it.for([
    {
      when: 'just after the hour that the spring leaves out',
      zones: { provider: 'Europe/Berlin', customer: 'America/New_York' },
      startsAt: '2027-03-28T01:30:00.000Z',
      wall: '2027-03-28T03:30 Europe/Berlin',
      told: ['Saturday 27 March 2027', '21:30', '03:30'],
    },
    {
      when: 'in the first turn of the hour that the autumn repeats',
      zones: { provider: 'Europe/Berlin', customer: 'Europe/Lisbon' },
      startsAt: '2027-10-31T00:30:00.000Z',
      wall: '2027-10-31T02:30 Europe/Berlin',
      told: ['Sunday 31 October 2027', '02:30 GMT+2 to 02:30 GMT+1'],
    },
    {
      when: 'in its second turn',
      zones: { provider: 'Europe/Berlin', customer: 'America/New_York' },
      startsAt: '2027-10-31T01:30:00.000Z',
      wall: '2027-10-31T02:30 Europe/Berlin',
      told: ['Saturday 30 October 2027', '21:30', '02:30 GMT+1 to 03:30'],
    },
    {
      when: 'on two sides of the turn of the year',
      zones: { provider: 'America/Los_Angeles', customer: 'Pacific/Auckland' },
      startsAt: '2026-12-31T18:00:00.000Z',
      wall: '2026-12-31T10:00 America/Los_Angeles',
      told: ['Friday 1 January 2027', '07:00', '10:00'],
    },
    {
      when: 'on the day that only leap years have',
      zones: { provider: 'Europe/Lisbon', customer: 'Asia/Kathmandu' },
      startsAt: '2028-02-29T09:00:00.000Z',
      wall: '2028-02-29T09:00 Europe/Lisbon',
      told: ['Tuesday 29 February 2028', '14:45', '09:00'],
    },
  ])('$when', async ({ zones, startsAt, wall, told }) => {
    const agreed = await agree(zones, startsAt)
    expect(wallAtPlatform(agreed)).toEqual([wall])
    expect(await getSession(agreed.customer, { id: agreed.id })).toMatchObject({ startsAt, timeZone: zones.provider })
    expect(await startInCalendarFile(agreed)).toBe(compact(startsAt))
    const mail = lastMail(agreed)
    for (const words of told) expect(mail?.text).toContain(words)
    expect(mail?.attachments[0]?.text).toContain(`DTSTART:${compact(startsAt)}`)
  })
})

describe('a session that is moved over the change of clocks', () => {
  it('keeps its hour on the wall although the day is an hour shorter in between', async () => {
    const zones = { provider: 'Europe/Berlin', customer: 'America/New_York' }
    const agreed = await agree(zones, '2027-03-22T09:00:00.000Z')
    expect(wallAtPlatform(agreed)).toEqual(['2027-03-22T10:00 Europe/Berlin'])
    const { bookingId } = await getSession(agreed.customer, { id: agreed.id })
    const startsAt = '2027-03-29T08:00:00.000Z'
    await rescheduleBooking(agreed.provider, { id: bookingId ?? '', startsAt })
    await deliver()
    expect(wallAtPlatform(agreed)).toEqual(['2027-03-29T10:00 Europe/Berlin'])
    expect(await startInCalendarFile(agreed)).toBe(compact(startsAt))
    // New York changed two weeks earlier: 5 hours behind before the move, 6 after it.
    expect(lastMail(agreed)?.text).toContain('Monday 29 March 2027, 04:00 to 05:00')
    expect(lastMail(agreed)?.text).toContain('It was: Monday 22 March 2027, 05:00 to 06:00')
  })
})
