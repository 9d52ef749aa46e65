import { actAs, type Context } from '@foyer/core/context'
import { createService } from '@foyer/core/services/create-service'
import { cancelSession } from '@foyer/core/sessions/cancel-session'
import { createSession } from '@foyer/core/sessions/create-session'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nextEvent, readEvents, type StreamEvent } from './testing/event-stream.ts'
import { openTestApp, type TestApp } from './testing/test-app.ts'

describe('live pages', () => {
  let test: TestApp
  let origin: string
  let cookie: string
  let provider: Context
  beforeAll(async () => {
    test = await openTestApp()
    origin = await test.app.listen({ port: 0, host: '127.0.0.1' })
    const signedUp = await test.signUp({ role: 'provider' })
    cookie = signedUp.cookie
    provider = actAs(test.core, { kind: 'provider', userId: signedUp.userId })
  })
  afterAll(() => test[Symbol.asyncDispose]())

  const inPerson = {
    title: 'Lesson',
    kind: 'group',
    mode: 'in_person',
    durationMinutes: 60,
    confirmation: 'automatic',
  } as const

  let day = 1
  const newSession = async () => {
    const service = await createService(provider, inPerson)
    day += 1
    const startsAt = new Date(test.core.now().getTime() + day * 86_400_000).toISOString()
    return createSession(provider, { serviceId: service.id, startsAt })
  }

  const open = (procedure: string, input: object, headers: Record<string, string> = { cookie }) =>
    readEvents(`${origin}/api/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`, headers)

  const statusIn = ({ data }: StreamEvent) => (data as { status: string }).status

  it('a page that is closed leaves no watch behind', async () => {
    const { id } = await newSession()
    const events = open('sessions.onChange', { id })
    await nextEvent(events)
    expect(test.changes.watching()).toBe(1)
    await events.return(undefined)
    await expect.poll(() => test.changes.watching()).toBe(0)
  })

  it('a change in the database reaches an open page, and one that comes back gets only what it missed', async () => {
    const { id } = await newSession()
    const events = open('sessions.onChange', { id })
    const first = await nextEvent(events)
    expect(statusIn(first)).toBe('scheduled')

    await cancelSession(provider, { id })
    const second = await nextEvent(events)
    expect(statusIn(second)).toBe('cancelled')
    await events.return(undefined)

    const missedOne = open('sessions.onChange', { id, lastEventId: first.id })
    expect((await nextEvent(missedOne)).id).toBe(second.id)
    await missedOne.return(undefined)

    // Nothing was missed: the first thing that comes is the next change, here the loss of the sign-in.
    const missedNone = open('sessions.onChange', { id, lastEventId: second.id })
    await nextEvent(missedNone, 'connected')
    await test.app.inject({ method: 'POST', url: '/api/auth/sign-out', headers: { cookie } })
    await test.core.db.execute(`notify foyer_changes, 'session:${id}'`)
    const ended = await nextEvent(missedNone, 'serialized-error')
    expect(ended.data).toMatchObject({ data: { code: 'UNAUTHORIZED', reason: 'sign_in_required' } })
    await missedNone.return(undefined)
  })

  it('somebody else’s session is refused like one that does not exist', async () => {
    const { id } = await newSession()
    const stranger = await test.signUp()
    const events = open('sessions.onChange', { id }, { cookie: stranger.cookie })
    const refused = await nextEvent(events, 'serialized-error')
    expect(refused.data).toMatchObject({ data: { code: 'NOT_FOUND', reason: 'session_not_found' } })
    await events.return(undefined)
  })

  it('a person’s pages hear that something of theirs has changed', async () => {
    const other = await test.signUp({ role: 'provider' })
    const acting = actAs(test.core, { kind: 'provider', userId: other.userId })
    const events = open('changes.onMine', {}, { cookie: other.cookie })
    await nextEvent(events)
    const service = await createService(acting, inPerson)
    const startsAt = new Date(test.core.now().getTime() + 86_400_000).toISOString()
    await createSession(acting, { serviceId: service.id, startsAt })
    expect((await nextEvent(events)).data).toEqual({ count: 2 })
    await events.return(undefined)
  })
})
