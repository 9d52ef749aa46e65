import { providers, services } from '@foyer/db/schema'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { PAGE_SIZE } from '../paging.ts'
import { archiveService } from '../services/archive-service.ts'
import { offerService } from '../testing/offer-service.ts'
import { openTestCore, type TestCore } from '../testing/test-core.ts'
import { getProvider } from './get-provider.ts'
import { listProviders } from './list-providers.ts'

let test: TestCore
beforeAll(async () => {
  test = await openTestCore()
})
afterAll(() => test[Symbol.asyncDispose]())

const visitor = () => ({ ...test.core, actor: { kind: 'system' as const } })
const namesFor = async (search: string) => (await listProviders(visitor(), { search })).items.map(({ name }) => name)

it('finds a provider by name, headline or service, and takes signs of a pattern as text', async () => {
  const provider = await test.addUser('provider', { name: 'Percy 100%_\\ Real' })
  await provider.db.update(providers).set({ headline: 'Calm voice' }).where(eq(providers.id, provider.userId))
  await offerService(provider, { title: 'Breathing' })
  const other = await test.addUser('provider', { name: 'Percy 1000 Realms' })
  await offerService(other)
  expect(await namesFor('100%_\\ real')).toEqual(['Percy 100%_\\ Real'])
  expect(await namesFor('CALM')).toEqual(['Percy 100%_\\ Real'])
  expect(await namesFor('breath')).toEqual(['Percy 100%_\\ Real'])
  expect(await namesFor('%')).toEqual(['Percy 100%_\\ Real'])
  expect(await namesFor('nobody at all')).toEqual([])
})

it('shows only those who offer something now', async () => {
  const provider = await test.addUser('provider', { name: 'Quinn Empty' })
  expect(await namesFor('Quinn')).toEqual([])
  const service = await offerService(provider)
  expect((await listProviders(visitor(), { search: 'Quinn' })).items).toMatchObject([{ serviceCount: 1 }])
  await archiveService(provider, { id: service.id })
  expect(await namesFor('Quinn')).toEqual([])
})

it('pages through all of them once', async () => {
  for (let count = 0; count < PAGE_SIZE + 3; count += 1) {
    await offerService(await test.addUser('provider', { name: `Many ${count}` }))
  }
  const first = await listProviders(visitor(), { search: 'many' })
  const second = await listProviders(visitor(), { search: 'many', cursor: first.nextCursor ?? undefined })
  expect(first.items).toHaveLength(PAGE_SIZE)
  expect(second.nextCursor).toBeNull()
  expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(PAGE_SIZE + 3)
})

it('shows a public page without what only its provider may see', async () => {
  const provider = await test.addUser('provider')
  const live = await offerService(provider, { fallback: [{ kind: 'room', joinUrl: 'https://rooms.example/secret' }] })
  const old = await offerService(provider, { title: 'Long ago' })
  await provider.db.update(services).set({ archivedAt: new Date() }).where(eq(services.id, old.id))
  const page = await getProvider(visitor(), { slug: provider.userId })
  expect(page).toMatchObject({ serviceCount: 1, services: [{ id: live.id, settings: null }] })
  expect(JSON.stringify(page)).not.toContain('secret')
  await expect(getProvider(visitor(), { slug: 'nobody' })).rejects.toMatchObject({ code: 'provider_not_found' })
})
