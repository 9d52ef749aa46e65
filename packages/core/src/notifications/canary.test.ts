import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { alerts, meetings, notifications, sessions } from '@foyer/db/schema'
import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createAlertSender } from '../alerts/alert-sender.ts'
import { postAlert } from '../alerts/post-alert.ts'
import { watchLinks } from '../alerts/watch-links.ts'
import { actAs, SYSTEM } from '../context.ts'
import { createMailer } from '../mail.ts'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { nudgeProviders } from './nudge-providers.ts'
import { sendNotificationMail } from './send-notification-mail.ts'

/** The sandbox's tokens, as Google's, begin like this; other secrets of the tests say that they are canaries. */
const SECRET = /ya29\.|1\/\/|canary/

let world: MeetingWorld
const posted: string[] = []
const server = createServer(async (request, response) => {
  posted.push(await text(request))
  response.end()
})
beforeAll(async () => {
  world = await openMeetingWorld()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve))
  await world[Symbol.asyncDispose]()
})

/** Everything somebody is told when a permission is lost and a link is late, for a reason of the provider's and of ours. */
async function tellEverything() {
  await world.addUser('admin')
  const [lost, broken] = [await world.addProvider(), await world.addProvider()]
  for (const [provider, minutes] of [
    [lost, 10],
    [broken, 12],
  ] as const) {
    const { sessionId, meetingId } = await world.addSession(provider)
    const startsAt = new Date(world.core.now().getTime() + minutes * 60_000)
    const endsAt = new Date(startsAt.getTime() + 1_800_000)
    await world.core.db.update(sessions).set({ startsAt, endsAt }).where(eq(sessions.id, sessionId))
    if (provider === lost) world.sandbox.google.revokeGrant(provider.email)
    else
      world.sandbox.faults.add({
        operation: 'google.events.insert',
        account: provider.email,
        kind: 'status',
        status: 500,
      })
    await world.sync(meetingId)
    if (provider === broken)
      await world.core.db.update(meetings).set({ reason: 'misconfigured' }).where(eq(meetings.id, meetingId))
  }
  const ctx = actAs(world.core, SYSTEM)
  await nudgeProviders(ctx)
  await watchLinks(ctx)
}

it('puts no token and no secret into a notice, a mail, a job or the webhook for alerts', async () => {
  await tellEverything()
  const { port } = server.address() as AddressInfo
  const alertSender = createAlertSender(`http://127.0.0.1:${port}/canary`)
  const mailer = createMailer(world.sandbox.smtpUrl, 'Foyer <no-reply@foyer.test>')
  const ctx = actAs({ ...world.core, alertSender, mailer }, SYSTEM)
  const told = await world.core.db.select().from(notifications)
  for (const { id } of told) await sendNotificationMail(ctx, { notificationId: id })
  const raised = await world.core.db.select().from(alerts)
  for (const { id } of raised) await postAlert(ctx, { alertId: id })
  expect(new Set(told.map(({ kind }) => kind))).toEqual(
    new Set(['connection_lost', 'link_trouble', 'links_missing', 'setup_trouble']),
  )
  const mails = world.sandbox.mails.list()
  expect([mails.length, posted.length]).toEqual([told.length, raised.length])
  const jobs = await world.core.db.execute(sql`select name, data, output from pgboss.job`)
  const stored = [await world.core.db.select().from(notifications), await world.core.db.select().from(alerts), jobs]
  expect(JSON.stringify([mails, posted, stored])).not.toMatch(SECRET)
})
