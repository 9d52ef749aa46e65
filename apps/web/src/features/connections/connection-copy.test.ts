import { CONNECTION_STATUSES, connectionIsUsable, leavingReason } from '@foyer/shared/connections'
import { expect, it } from 'vitest'
import { connectionCopy } from './connection-copy.ts'
import { sampleConnection } from './sample-connection.ts'

const now = new Date('2026-11-21T14:07:00Z')
const lisbon = { locale: 'en-GB', timeZone: 'Europe/Lisbon' }
const say = (differs: Parameters<typeof sampleConnection>[0]) => connectionCopy(sampleConnection(differs), now, lisbon)

it.each([
  ['connected', 'ready', 'ana@ribeiro.pt · checked 4 min ago'],
  ['expired', 'needs', 'ana@ribeiro.pt · permission ended on Wed 18 Nov'],
  ['revoked', 'needs', 'ana@ribeiro.pt · Google stopped accepting our permission on Wed 18 Nov'],
  ['degraded', 'preparing', 'ana@ribeiro.pt · Google does not answer well. What waits is tried again by itself.'],
  ['disconnecting', 'preparing', 'ana@ribeiro.pt · ending the permission at Google. Links that are made stay.'],
] as const)('%s shows the door %s and says "%s"', (status, door, line) => {
  expect(say({ status })).toMatchObject({ door, line })
})

it.each([
  [null, 'Coming links are removed first.'],
  ['zoom', 'Coming links move to Zoom first.'],
] as const)('says what becomes of coming links, and how to stop it (%s)', (to, words) => {
  const copy = say({ status: 'disconnecting', reason: leavingReason(to) })
  expect(copy.line).toBe(`ana@ribeiro.pt · ending the permission at Google. ${words}`)
  expect(copy.verb).toBe('Reconnect')
})

it('begins with a capital where no account is known', () => {
  expect(say({ status: 'expired', accountEmail: null }).line).toBe('Permission ended on Wed 18 Nov')
})

it.each(CONNECTION_STATUSES)('%s never leaves the provider without a next step that fits', (status) => {
  const copy = say({ status })
  if (!connectionIsUsable(status) && status !== 'disconnecting') expect(copy.verb).not.toBeNull()
  if (copy.door === 'needs') expect(copy.verb).toBe('Reconnect')
  expect(copy.status.split(' ').length).toBeLessThanOrEqual(3)
})

it('says quietly that a platform is not set up here, whatever its state', () => {
  const copy = say({ available: false, status: 'revoked' })
  expect(copy).toMatchObject({ status: 'Not set up here yet', verb: null, canTest: false, canDisconnect: false })
})
