import { alerts } from '@foyer/db/schema'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { openTestCore, type TestCore } from '../testing/test-core.ts'
import { judgeAlerts } from './judge-alerts.ts'
import { loadAlerts } from './load-alerts.ts'

let test: TestCore
beforeAll(async () => {
  test = await openTestCore()
})
beforeEach(() => test.core.db.delete(alerts))
afterAll(() => test[Symbol.asyncDispose]())

const look = async () => judgeAlerts(await loadAlerts(test.core))

const add = (change: Partial<typeof alerts.$inferInsert>) =>
  test.core.db.insert(alerts).values({
    kind: 'links_missing',
    dedupeKey: crypto.randomUUID(),
    text: '1 session is due within the hour and has no link',
    count: 1,
    path: '/admin',
    createdAt: new Date('2026-11-21T08:00:00Z'),
    ...change,
  })

it('warns of a webhook that keeps refusing alerts, with how it answers', async () => {
  await add({ outcome: 'posted', attempts: 1 })
  await add({ outcome: null, attempts: 1, problem: 'status 500' })
  expect(await look()).toMatchObject([{ severity: 'ok', what: 'The webhook for alerts took 1 alert in the last day.' }])
  await add({ outcome: 'failed', attempts: 9, problem: 'ECONNREFUSED', createdAt: new Date('2026-11-21T07:00:00Z') })
  await add({ outcome: null, attempts: 4, problem: 'status 404' })
  expect(await look()).toMatchObject([
    {
      severity: 'warning',
      who: 'operator',
      what: expect.stringContaining('2 alerts in the last day, last with status 404'),
    },
  ])
})

it('says nothing where there was no alert, or where it is long ago', async () => {
  await add({ outcome: 'failed', attempts: 9, createdAt: new Date('2026-11-19T07:00:00Z') })
  expect(await look()).toEqual([])
})
