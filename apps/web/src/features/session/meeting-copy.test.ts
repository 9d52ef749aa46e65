import { MEETING_REASON_OWNERS, MEETING_REASONS } from '@foyer/shared/meetings'
import { describe, expect, it } from 'vitest'
import { MEETING_COPY, namesFor } from './meeting-copy.ts'

const customer = namesFor('google_meet', 'Ana', 'customer')
const provider = namesFor('zoom', 'Ana', 'provider')

describe.each(MEETING_REASONS)('%s', (reason) => {
  const copy = MEETING_COPY[reason]
  it('is told to both in whole sentences', () => {
    for (const text of [copy.customer(customer), copy.provider(provider)]) {
      expect(text).toMatch(/^\p{Lu}.*\.$/u)
      expect(text).not.toMatch(/undefined|_|oops|error/i)
    }
  })
  it('names the provider to a customer only where the provider has to act', () => {
    expect(copy.customer(customer).includes('Ana')).toBe(MEETING_REASON_OWNERS[reason] === 'provider')
  })
  it('never tells a provider about themselves by name', () => {
    expect(copy.provider(provider)).not.toContain('Ana')
  })
})

it('names the company, not our word for the platform', () => {
  expect(MEETING_COPY.connection_lost.customer(customer)).toBe('Ana has to reconnect Google.')
  expect(MEETING_COPY.platform_unreachable.provider(namesFor('teams', 'Ana', 'provider'))).toBe(
    'Microsoft did not answer.',
  )
})

it('never calls the provider’s own room the customer’s', () => {
  expect(namesFor('custom_room', 'Ana', 'customer').platform).toBe('Ana’s own room')
})
