import { connectionSecrets, connections } from '@foyer/db/schema'
import { eq, sql } from 'drizzle-orm'
import pino from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { cancelBooking } from '../bookings/cancel-booking.ts'
import { createBooking } from '../bookings/create-booking.ts'
import { platformOf } from '../connections/acting-provider.ts'
import { completeConnection } from '../connections/complete-connection.ts'
import { disconnectPlatform } from '../connections/disconnect-platform.ts'
import { startConnection } from '../connections/start-connection.ts'
import { testConnection } from '../connections/test-connection.ts'
import { actAs, SYSTEM } from '../context.ts'
import { openQueue } from '../jobs.ts'
import { createMailer } from '../mail.ts'
import { syncMeeting } from '../meetings/sync-meeting.ts'
import { onlyRow } from '../only-row.ts'
import { deliverJobs } from '../testing/deliver-jobs.ts'
import { findSecrets, readDatabase, readTokens } from '../testing/find-secrets.ts'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { offerService } from '../testing/offer-service.ts'
import { settle } from '../testing/settle.ts'

const platform = 'google_meet'
const KEY = Buffer.alloc(32, 7)

let world: MeetingWorld
/** Everything that was logged, with no field left out and at the lowest level. */
const lines: string[] = []
const secrets = new Set([
  'canary-client-secret',
  KEY.toString('hex'),
  KEY.toString('base64'),
  KEY.toString('base64url'),
])

beforeAll(async () => {
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) })
  world = await openMeetingWorld({ log })
})
afterAll(() => world[Symbol.asyncDispose]())

const keepTokens = async () => {
  for (const token of await readTokens(world.core)) secrets.add(token)
}

/** Connects while noting what must stay between us, the browser and the platform. */
async function connect(provider: Awaited<ReturnType<MeetingWorld['addProvider']>>) {
  world.sandbox.google.setConsent({ mode: 'grant', account: provider.email })
  const { authorizationUrl, cookie } = await startConnection(provider, { platform })
  const flow: unknown = JSON.parse(world.core.keyring.open(cookie, 'connection-flow'))
  if (typeof flow === 'object' && flow !== null && 'state' in flow && 'codeVerifier' in flow)
    for (const secret of [flow.state, flow.codeVerifier]) secrets.add(String(secret))
  const answer = await fetch(authorizationUrl, { redirect: 'manual' })
  const query = Object.fromEntries(new URL(answer.headers.get('location') ?? '').searchParams)
  secrets.add(query.code ?? '')
  await completeConnection(provider, { platform, query: { ...query, state: 'forged' }, cookie })
  await completeConnection(provider, { platform, query, cookie })
  await completeConnection(provider, { platform, query, cookie })
  await keepTokens()
}

it('no token, code, verifier, state, client secret or key can be read in a log, a row, a job or a mail', {
  timeout: 60_000,
}, async () => {
  const { core, sandbox } = world
  const provider = await world.addProvider({ isConnected: false })
  const customer = await world.addUser('customer')
  const account = provider.email
  await connect(provider)
  const service = await offerService(provider, { confirmation: 'automatic' })
  const booking = await createBooking(customer, {
    serviceId: service.id,
    startsAt: '2026-11-23T10:00:00.000Z',
    notes: 'Hello',
  })
  const { meetingId } = await world.addSession(provider)
  const mailer = createMailer(sandbox.smtpUrl, 'Foyer <no-reply@foyer.test>')

  // A platform that echoes what it was sent, in words and where codes belong.
  const [accessToken = '', refreshToken = ''] = await readTokens(core)
  const echo = (secret: string) => ({
    error: { code: 400, message: `Bearer ${secret}`, status: secret, errors: [{ reason: secret, message: secret }] },
  })
  const fault = { account, kind: 'status', status: 503 } as const
  sandbox.faults.add({ ...fault, operation: 'google.events.insert', body: echo(accessToken) })
  sandbox.faults.add({ ...fault, operation: 'google.events.insert', body: accessToken, times: 2 })
  sandbox.faults.add({ operation: 'google.events.*', account, kind: 'drop_after' })
  sandbox.faults.add({
    ...fault,
    operation: 'google.token.refresh',
    body: { error: refreshToken, error_description: refreshToken },
  })
  sandbox.faults.add({
    operation: 'google.token.refresh',
    account,
    kind: 'changed_body',
    body: `{"access_token":"${accessToken}"`,
  })
  sandbox.google.expireAccessTokens(account)
  await settle({ ...world, core: { ...core, mailer } })
  await keepTokens()
  expect((await world.meeting(meetingId)).status).toBe('ready')

  // A fault of our own, a secret that cannot be opened, a permission that is lost, and one that is given back.
  const adapter = platformOf(provider, platform)
  const createMeeting = async (token: string) => Promise.reject(new Error(`a message that quotes ${token}`))
  const failing = { ...core, platforms: { [platform]: { ...adapter, createMeeting } } }
  const { meetingId: unlucky } = await world.addSession(provider)
  await syncMeeting(actAs(failing, SYSTEM), { meetingId: unlucky, providerId: provider.userId })
  expect(await world.attempts(unlucky)).toEqual(['create bug'])
  sandbox.faults.add({ operation: 'google.token.exchange', kind: 'status', status: 400, body: echo(accessToken) })
  await connect(provider)
  const { id } = onlyRow(await core.db.select().from(connections).where(eq(connections.userId, provider.userId)))
  const whole = onlyRow(await core.db.select().from(connectionSecrets).where(eq(connectionSecrets.connectionId, id)))
  await core.db
    .update(connectionSecrets)
    .set({ accessToken: 'v1.test.AAAA' })
    .where(eq(connectionSecrets.connectionId, id))
  await testConnection(provider, { platform })
  await core.db
    .update(connectionSecrets)
    .set({ accessToken: whole.accessToken })
    .where(eq(connectionSecrets.connectionId, id))
  await connect(provider)
  sandbox.google.revokeGrant(account)
  await testConnection(provider, { platform })
  await connect(provider)
  sandbox.faults.add({ ...fault, operation: 'google.revoke', body: refreshToken })
  await disconnectPlatform(provider, { platform, futureMeetings: 'remove' })
  await cancelBooking(provider, { id: booking.id })
  await deliverJobs({ ...core, mailer: createMailer('smtp://user:canary-client-secret@127.0.0.1:1', 'a@foyer.test') })

  // A job that fails for good leaves its error behind in the queue.
  const { runner, close } = await openQueue(world.databaseUrl, 'worker', () => {})
  await runner.work('session.complete', { concurrency: 1 }, async () => {
    throw Object.assign(new Error('failed'), { code: '42P01' })
  })
  await core.queue.enqueue(core.db, 'session.complete', {})
  const isFailed = async () =>
    (await core.db.execute(sql`select 1 from pgboss.job where name = 'session.complete' and state = 'failed'`)).length
  await expect.poll(isFailed, { timeout: 10_000 }).toBe(1)
  await close()

  expect(secrets.size).toBeGreaterThan(15)
  expect(lines.length).toBeGreaterThanOrEqual(3)
  for (const line of lines) expect(findSecrets(line, secrets), line).toEqual([])
  const rows = await readDatabase(core)
  expect(rows.some(({ table }) => table === 'pgboss.job' || table.startsWith('pgboss.j'))).toBe(true)
  for (const { table, text } of rows) expect(findSecrets(text, secrets), table).toEqual([])
  const mails = sandbox.mails.list()
  expect(mails.length).toBeGreaterThan(0)
  for (const mail of mails) expect(findSecrets(JSON.stringify(mail), secrets), mail.subject).toEqual([])
})
