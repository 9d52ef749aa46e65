import { auditEntries, connections } from '@foyer/db/schema'
import { createPlatforms } from '@foyer/meetings/platforms'
import { type CreateServiceInput, createServiceSchema } from '@foyer/shared/service-schema'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createBooking } from '../bookings/create-booking.ts'
import { getBooking } from '../bookings/get-booking.ts'
import { offerService } from '../testing/offer-service.ts'
import { openTestCore, type TestCore } from '../testing/test-core.ts'
import { archiveService } from './archive-service.ts'
import { createService } from './create-service.ts'
import { getService } from './get-service.ts'
import { listMyServices } from './list-my-services.ts'
import { updateService } from './update-service.ts'

let test: TestCore
beforeAll(async () => {
  test = await openTestCore({ platforms: createPlatforms({ google_meet: { clientId: 'id', clientSecret: 'secret' } }) })
})
afterAll(() => test[Symbol.asyncDispose]())

const input = (change: Partial<CreateServiceInput> = {}): CreateServiceInput =>
  createServiceSchema.parse({
    title: 'Violin lesson',
    kind: 'private',
    mode: 'online',
    platform: 'google_meet',
    durationMinutes: 45,
    confirmation: 'manual',
    ...change,
  })

const connect = ({ db, userId }: Awaited<ReturnType<TestCore['addUser']>>) =>
  db.insert(connections).values({ userId, platform: 'google_meet', status: 'connected' })

it('needs a connection online, or the policy that only warns', async () => {
  const provider = await test.addUser('provider')
  await expect(createService(provider, input())).rejects.toMatchObject({
    code: 'connection_required',
    field: 'platform',
    action: { path: '/dashboard/integrations' },
  })
  expect(await listMyServices(provider)).toEqual([])
  const warning = { ...provider, config: { ...provider.config, connectionPolicy: 'warn' as const } }
  expect(await createService(warning, input())).toMatchObject({ platform: 'google_meet' })
  await connect(provider)
  expect(await createService(provider, input())).toMatchObject({ archived: false, provider: { id: provider.userId } })
})

it('refuses a platform that is not set up here, as the first choice or as a fallback', async () => {
  const provider = await test.addUser('provider')
  await connect(provider)
  for (const platform of ['zoom', 'teams'] as const) {
    await expect(createService(provider, input({ platform }))).rejects.toMatchObject({ code: 'platform_unavailable' })
    const fallback = [{ kind: 'platform' as const, platform }]
    await expect(createService(provider, input({ fallback }))).rejects.toMatchObject({
      code: 'platform_unavailable',
      field: 'fallback',
    })
  }
})

it('fills in what was left open and records who did it', async () => {
  const provider = await test.addUser('provider')
  const service = await createService(provider, input({ mode: 'in_person', platform: undefined, description: '' }))
  expect(service).toMatchObject({
    description: null,
    slotStepMinutes: 45,
    bufferBeforeMinutes: 0,
    minimumNoticeMinutes: 120,
    bookableDays: 60,
    capacity: 1,
    settings: {
      meetingSettings: {},
      droppedSettings: [],
      meetingTemplate: {},
      fallback: [],
      fallbackMinutesBefore: 20,
    },
  })
  const entries = await provider.db.select().from(auditEntries).where(eq(auditEntries.subjectId, service.id))
  expect(entries).toMatchObject([{ action: 'service.create', actorId: provider.userId }])
})

it('is for providers only', async () => {
  const customer = await test.addUser('customer')
  await expect(createService(customer, input())).rejects.toMatchObject({ code: 'role_required' })
  await expect(listMyServices(customer)).rejects.toMatchObject({ code: 'role_required' })
})

it('changes only what is given, and nothing that is booked', async () => {
  const [provider, customer] = [await test.addUser('provider'), await test.addUser('customer')]
  const { id } = await offerService(provider, { confirmation: 'automatic', description: 'Bring your own' })
  const { id: bookingId } = await createBooking(customer, { serviceId: id, startsAt: '2026-11-23T10:00:00.000Z' })
  const service = await updateService(provider, { id, durationMinutes: 30 })
  expect(service).toMatchObject({ durationMinutes: 30, slotStepMinutes: 30, description: 'Bring your own' })
  expect(await updateService(provider, { id })).toEqual(service)
  expect(await updateService(provider, { id, description: '' })).toMatchObject({ description: null })
  expect(await getBooking(customer, { id: bookingId })).toMatchObject({ endsAt: '2026-11-23T11:00:00.000Z' })
})

it('refuses a change that does not go with kind or mode, or to a platform that cannot be used', async () => {
  const provider = await test.addUser('provider')
  const online = await offerService(provider)
  const inPerson = await offerService(provider, { mode: 'in_person', platform: null })
  const refusal = (change: Parameters<typeof updateService>[1]) =>
    updateService(provider, change).catch(({ code, field }) => `${code} ${field}`)
  expect(await refusal({ id: inPerson.id, platform: 'google_meet' })).toBe('input_invalid platform')
  expect(await refusal({ id: online.id, capacity: 2 })).toBe('input_invalid capacity')
  expect(await refusal({ id: online.id, platform: 'zoom' })).toBe('platform_unavailable platform')
  expect(await updateService(provider, { id: online.id, platform: 'google_meet' })).toMatchObject({ id: online.id })
})

it('is gone for others once archived, and can be neither changed nor booked', async () => {
  const [provider, customer] = [await test.addUser('provider'), await test.addUser('customer')]
  const { id } = await offerService(provider)
  expect(await getService(customer, { id })).toMatchObject({ id, settings: null })
  expect(await archiveService(provider, { id })).toMatchObject({ archived: true })
  await expect(archiveService(provider, { id })).rejects.toMatchObject({ code: 'service_archived' })
  await expect(updateService(provider, { id, title: 'Again' })).rejects.toMatchObject({ code: 'service_archived' })
  await expect(getService(customer, { id })).rejects.toMatchObject({ code: 'service_not_found' })
  expect(await getService(provider, { id })).toMatchObject({ archived: true })
  await expect(createBooking(customer, { serviceId: id, startsAt: '2026-11-23T10:00:00.000Z' })).rejects.toMatchObject({
    code: 'service_archived',
  })
})
