import { expect, it } from 'vitest'
import { causeOf, cureOf, type LostConnectionRow, nudgeTitle } from './connection-words.ts'

const statusChangedAt = new Date('2026-11-18T09:00:00Z')
// What the words are made of; the rest of the row says nothing.
const lost = (differs: Partial<LostConnectionRow>) =>
  ({ platform: 'google_meet', status: 'revoked', reason: null, statusChangedAt, ...differs }) as LostConnectionRow

it('asks for an account to be reconnected, and for a room of one’s own to be set up again', () => {
  const waiting = { count: 2, firstAt: new Date('2026-11-19T09:00:00Z') }
  expect(nudgeTitle(lost({}), 2)).toBe('Reconnect Google: 2 sessions need their links')
  expect(cureOf(lost({}), waiting)).toBe('Reconnect Google here, and both links are made by themselves')
  const room = lost({ platform: 'custom_room', reason: 'secret_unreadable' })
  expect(nudgeTitle(room, 2)).toBe('Set up your own room again, so that sessions get their links')
  expect(causeOf(room, 'Europe/Lisbon')).toBe(
    'Since Wednesday 18 November 2026 Foyer cannot read the address of your own room any more. You did nothing wrong.',
  )
  expect(cureOf(room, waiting)).toBe('Set up your own room here, and both links are made by themselves')
})
