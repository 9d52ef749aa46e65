import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestCore, type TestCore } from '../testing/test-core.ts'
import { becomeProvider } from './become-provider.ts'
import { getAccount } from './get-account.ts'
import { requireRole } from './signed-in.ts'
import { updateAccount } from './update-account.ts'

let test: TestCore
beforeAll(async () => {
  test = await openTestCore()
})
afterAll(() => test[Symbol.asyncDispose]())

it('gives everybody of one name an address of their own, also at the same moment', async () => {
  const people = await Promise.all(Array.from({ length: 6 }, () => test.addUser('customer', { name: 'Zoë Müller' })))
  const accounts = await Promise.all(people.map((person) => becomeProvider(person, { headline: '' })))
  expect(new Set(accounts.map(({ slug }) => slug))).toEqual(
    new Set(['zoe-muller', 'zoe-muller-2', 'zoe-muller-3', 'zoe-muller-4', 'zoe-muller-5', 'zoe-muller-6']),
  )
  expect(accounts[0]).toMatchObject({ role: 'provider', headline: null })
})

it('happens once, however often it is asked for', async () => {
  const person = await test.addUser('customer', { timeZone: 'Asia/Tokyo' })
  const results = await Promise.allSettled([becomeProvider(person, {}), becomeProvider(person, {})])
  expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  await expect(becomeProvider(person, {})).rejects.toMatchObject({ code: 'provider_exists' })
})

it('leaves an admin an admin', async () => {
  const admin = await test.addUser('admin')
  expect(await becomeProvider(admin, { headline: 'Violin' })).toMatchObject({ role: 'admin', headline: 'Violin' })
})

it('keeps the address when the name changes', async () => {
  const person = await test.addUser('customer', { name: 'Ines' })
  await expect(updateAccount(person, { headline: 'Violin' })).rejects.toMatchObject({ code: 'role_required' })
  await becomeProvider(person, {})
  const account = await updateAccount(person, { name: 'Ines Costa', headline: 'Violin', timeZone: 'Asia/Tokyo' })
  expect(account).toMatchObject({ name: 'Ines Costa', headline: 'Violin', slug: 'ines', timeZone: 'Asia/Tokyo' })
  expect(await updateAccount(person, { headline: '' })).toMatchObject({ headline: null, name: 'Ines Costa' })
})

it('asks visitors to sign in, and others for the role it takes', async () => {
  const visitor = { ...test.core, actor: { kind: 'system' as const } }
  await expect(getAccount(visitor)).rejects.toMatchObject({ code: 'sign_in_required' })
  const customer = await test.addUser('customer')
  expect(() => requireRole(customer, 'provider', 'admin')).toThrow(expect.objectContaining({ code: 'role_required' }))
  expect(requireRole(customer, 'customer').userId).toBe(customer.userId)
})
