import { expect, it } from 'vitest'
import { connectionOutcome, withoutOutcome } from './connection-outcome.ts'
import { sampleConnection } from './sample-connection.ts'

it.each([
  [{ connected: 'google_meet' }, 3, 'Google Meet is connected. 3 sessions get their links now.'],
  [{ connected: 'google_meet' }, 1, 'Google Meet is connected. 1 session gets its link now.'],
  [{ connected: 'google_meet' }, 0, 'Google Meet is connected.'],
  [{ connected: 'google_meet', repaired: '2' }, 0, 'Google Meet is connected. 2 sessions get their links now.'],
  [{ connected: 'google_meet', repaired: 'many' }, 0, 'Google Meet is connected.'],
  [{ connected: 'google_meet', allowed: 'busy_times' }, 0, 'Foyer may see when you are busy.'],
  [
    { connected: 'google_meet', allowed: 'busy_times', repaired: '1' },
    0,
    'Google Meet is connected. 1 session gets its link now.',
  ],
  [{ connected: 'google_meet', not_allowed: 'busy_times nonsense' }, 0, 'Google Meet is connected.'],
  [{ connection_problem: 'connection_denied' }, 0, 'You cancelled. Nothing changed.'],
  [{ connection_problem: 'missing_permission' }, 0, 'A permission was left unticked'],
  [{ connection_problem: 'from_the_future' }, 0, 'Connecting did not work. Nothing changed.'],
  [{ connection_problem: 'toString' }, 0, 'Connecting did not work. Nothing changed.'],
])('%j with %i waiting says "%s"', (search, sessionsAffected, title) => {
  expect(connectionOutcome(search, [sampleConnection({ sessionsAffected })])?.title).toBe(title)
})

it('says which platform it was about, and whether its card says the same', () => {
  const search = { connection_problem: 'connection_denied', connection_platform: 'google_meet' }
  expect(connectionOutcome(search, [])).toMatchObject({ platform: 'google_meet', isDenied: true, onCard: true })
  const other = { connection_problem: 'other_account', connection_platform: 'google_meet' }
  expect(connectionOutcome(other, [])).toMatchObject({ title: 'You signed in with another account', onCard: true })
})

it('says of an account that was refused beside one that works what its card does not', () => {
  const search = { connection_problem: 'connection_cannot_host', connection_platform: 'google_meet' }
  expect(connectionOutcome(search, [sampleConnection({ status: 'cannot_host' })])?.onCard).toBe(true)
  expect(connectionOutcome(search, [sampleConnection({ status: 'connected' })])?.onCard).toBe(false)
})

it('says nothing to whoever comes from elsewhere, or with a platform nobody knows', () => {
  expect(connectionOutcome({}, [])).toBeNull()
  expect(connectionOutcome({ connected: 'carrier_pigeon' }, [])).toBeNull()
})

it('says what was asked for and left unticked', () => {
  const search = { connected: 'google_meet', not_allowed: 'busy_times nonsense' }
  expect(connectionOutcome(search, [])).toMatchObject({ isConnected: true, refused: ['busy_times'] })
  expect(withoutOutcome({ ...search, allowed: 'room_settings', draft: 'e30' })).toEqual({ draft: 'e30' })
})

it('cleans only its own words from the address', () => {
  expect(withoutOutcome({ connected: 'zoom', draft: 'e30' })).toEqual({ draft: 'e30' })
})
