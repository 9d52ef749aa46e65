import { channels } from '@foyer/db/schema'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { renewChannels } from '../channels/renew-channels.ts'
import { type MeetingWorld, openMeetingWorld } from '../testing/meeting-world.ts'
import { judgeChannels } from './judge-channels.ts'
import { loadChannels } from './load-channels.ts'

let world: MeetingWorld
beforeAll(async () => {
  world = await openMeetingWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const judge = async (providerId: string | null = null) => judgeChannels(await loadChannels(world.core, providerId))

it('says whose changes are not told of and why, and when an address is never called', async () => {
  const { core } = world
  expect(await judge()).toEqual([])
  const [well, refused] = [await world.addProvider(), await world.addProvider()]
  world.sandbox.faults.add({ operation: 'google.events.watch', account: refused.email, kind: 'status', status: 403 })
  await renewChannels(core)
  await core.db.update(channels).set({ createdAt: core.now() })

  expect(await judge(well.userId)).toMatchObject([
    { severity: 'ok', what: 'Google tells of changes in 1 account at once.' },
  ])
  expect(await judge(refused.userId)).toMatchObject([
    {
      severity: 'warning',
      who: 'foyer',
      provider: refused.email,
      what: expect.stringContaining('(rateLimitExceeded)'),
    },
  ])

  world.setNow(new Date(core.now().getTime() + 11 * 60_000))
  expect(await judge(well.userId)).toMatchObject([
    {
      severity: 'warning',
      who: 'operator',
      what: expect.stringContaining('nothing ever came to http://localhost:3000/'),
    },
  ])
  await core.db.update(channels).set({ provenAt: core.now() })
  expect(await judge(well.userId)).toMatchObject([{ severity: 'ok' }])

  const google = core.platforms.google_meet
  if (!google?.watching) throw new Error('Google can watch.')
  const platforms = { google_meet: { ...google, watching: { ...google.watching, reaches: () => false } } }
  expect(judgeChannels(await loadChannels({ ...core, platforms }, null))).toMatchObject([
    { severity: 'ok', what: expect.stringContaining('Google cannot call http://localhost:3000/') },
  ])
})
