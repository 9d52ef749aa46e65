import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appRouter } from './router.ts'
import { openTestApp, type TestApp } from './testing/test-app.ts'

interface Described {
  type: 'query' | 'mutation' | 'subscription'
  meta?: { policy?: string }
}

/** Every procedure by its path, with what it declares. */
const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, { _def: Described }>).map(
  ([path, { _def }]) => ({ path, ...describeProcedure(_def) }),
)

function describeProcedure({ type, meta }: Described) {
  return { type, policy: meta?.policy ?? 'none' }
}

const closed = procedures.filter(({ policy }) => policy !== 'public')
const forProviders = procedures.filter(({ policy }) => policy === 'provider')
const forAdmins = procedures.filter(({ policy }) => policy === 'admin')

describe('every procedure', () => {
  let test: TestApp
  let customer: { cookie: string }
  let provider: { cookie: string }
  beforeAll(async () => {
    test = await openTestApp()
    customer = await test.signUp()
    provider = await test.signUp({ role: 'provider' })
  })
  afterAll(() => test[Symbol.asyncDispose]())

  it('declares who may call it, and only these are open to everybody', () => {
    expect(procedures.filter(({ policy }) => policy === 'none')).toEqual([])
    const open = procedures.filter(({ policy }) => policy === 'public').map(({ path }) => path)
    expect(open.toSorted()).toEqual(['providers.get', 'providers.list', 'services.get', 'slots.list'])
  })

  it.each(closed)('$path refuses a visitor before it looks at the input', async ({ path, type }) => {
    const answer = await test.call(path, { mutation: type === 'mutation' })
    const error = type === 'subscription' ? streamError(answer.body) : answer.json().error
    expect(error.data).toMatchObject({ code: 'UNAUTHORIZED', reason: 'sign_in_required' })
  })

  it.each(forAdmins)('$path refuses a provider', async ({ path, type }) => {
    const answer = await test.call(path, { mutation: type === 'mutation', cookie: provider.cookie })
    expect(answer.statusCode).toBe(403)
    expect(answer.json().error.data).toMatchObject({ code: 'FORBIDDEN', reason: 'role_required' })
  })

  it.each(forProviders)('$path refuses a customer', async ({ path, type }) => {
    const answer = await test.call(path, { mutation: type === 'mutation', cookie: customer.cookie })
    expect(answer.statusCode).toBe(403)
    expect(answer.json().error.data).toMatchObject({ code: 'FORBIDDEN', reason: 'role_required' })
  })
})

/** A subscription says it as an event of its stream. */
const streamError = (body: string) => JSON.parse(/^event: serialized-error\ndata: (.*)$/m.exec(body)?.[1] ?? 'null')
