import { auditEntries, connections } from '@foyer/db/schema'
import { createPlatforms } from '@foyer/meetings/platforms'
import type { Platform } from '@foyer/shared/platforms'
import { createServiceSchema } from '@foyer/shared/service-schema'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createService } from '../services/create-service.ts'
import { openTestCore, type TestCore } from '../testing/test-core.ts'
import { listConnections } from './list-connections.ts'
import { setDefaultPlatform } from './set-default-platform.ts'

type Provider = Awaited<ReturnType<TestCore['addUser']>>

let test: TestCore
const credentials = { clientId: 'id', clientSecret: 'secret' }
beforeAll(async () => {
  test = await openTestCore({ platforms: createPlatforms({ google_meet: credentials, zoom: credentials }) })
})
afterAll(() => test[Symbol.asyncDispose]())

const MINUTE = 60_000
let minutes = 0
const connect = ({ db, userId, now }: Provider, platform: Platform) => {
  minutes += 1
  const createdAt = new Date(now().getTime() + minutes * MINUTE)
  return db.insert(connections).values({ userId, platform, status: 'connected', createdAt })
}

const service = (change: { mode?: string } = {}) =>
  createServiceSchema.parse({
    title: 'Violin lesson',
    kind: 'private',
    mode: 'online',
    durationMinutes: 45,
    confirmation: 'manual',
    ...change,
  })

const standardOf = async (provider: Provider) =>
  (await listConnections(provider)).filter(({ isDefault }) => isDefault).map(({ platform }) => platform)

it('is the platform that was connected first, and goes on to the next one when that is given up', async () => {
  const provider = await test.addUser('provider')
  expect(await standardOf(provider)).toEqual(['google_meet'])
  await connect(provider, 'zoom')
  expect(await standardOf(provider)).toEqual(['zoom'])
  await connect(provider, 'google_meet')
  expect(await standardOf(provider)).toEqual(['zoom'])
  await provider.db
    .update(connections)
    .set({ status: 'not_connected' })
    .where(and(eq(connections.userId, provider.userId), eq(connections.platform, 'zoom')))
  expect(await standardOf(provider)).toEqual(['google_meet'])
})

it('is taken by an online service that names no platform, and by no service in person', async () => {
  const provider = await test.addUser('provider')
  await expect(createService(provider, service())).rejects.toMatchObject({
    code: 'connection_required',
    field: 'platform',
  })
  await connect(provider, 'google_meet')
  await connect(provider, 'zoom')
  expect(await createService(provider, service())).toMatchObject({ platform: 'google_meet' })
  await setDefaultPlatform(provider, { platform: 'zoom' })
  expect(await createService(provider, service())).toMatchObject({ platform: 'zoom' })
  expect(await createService(provider, service({ mode: 'in_person' }))).toMatchObject({ platform: null })
  const [entry] = await provider.db
    .select()
    .from(auditEntries)
    .where(and(eq(auditEntries.subjectId, provider.userId), eq(auditEntries.action, 'user.set_default_platform')))
  expect(entry).toMatchObject({ actorId: provider.userId, data: { platform: 'zoom' } })
})

it('refuses what is not set up here, what is not connected, and whoever offers nothing', async () => {
  const provider = await test.addUser('provider')
  await expect(setDefaultPlatform(provider, { platform: 'teams' })).rejects.toMatchObject({
    code: 'platform_unavailable',
  })
  await expect(setDefaultPlatform(provider, { platform: 'zoom' })).rejects.toMatchObject({
    code: 'connection_required',
  })
  const customer = await test.addUser('customer')
  await expect(setDefaultPlatform(customer, { platform: 'zoom' })).rejects.toMatchObject({ code: 'role_required' })
})

it('never is a platform that this installation has lost', async () => {
  const provider = await test.addUser('provider')
  await connect(provider, 'google_meet')
  await connect(provider, 'zoom')
  await setDefaultPlatform(provider, { platform: 'zoom' })
  const without = { ...provider, platforms: createPlatforms({ google_meet: credentials }) }
  expect(await standardOf(without)).toEqual(['google_meet'])
  expect(await createService(without, service())).toMatchObject({ platform: 'google_meet' })
})
