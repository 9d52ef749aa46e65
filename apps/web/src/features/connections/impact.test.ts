import { describe, expect, it } from 'vitest'
import { integrationsDot, listImpacts } from './impact.ts'
import { sampleConnection } from './sample-connection.ts'

const now = new Date('2026-11-21T14:07:00Z')
const lisbon = { locale: 'en-GB', timeZone: 'Europe/Lisbon' }
const inThreeHours = '2026-11-21T17:10:00Z'
const inHalfAnHour = '2026-11-21T14:37:00Z'

const only = (differs: Parameters<typeof sampleConnection>[0]) =>
  listImpacts([sampleConnection(differs)], now, lisbon)[0]

describe('what waiting sessions mean', () => {
  it('says how many, the first when, why, and what one click does', () => {
    expect(only({ status: 'revoked', sessionsAffected: 7, firstAffectedAt: inThreeHours })).toMatchObject({
      tone: 'amber',
      title: '7 sessions need Google, the first in 3 hours',
      text: 'Google stopped accepting our permission on Wed 18 Nov. Reconnecting repairs all seven by itself.',
    })
  })

  it('speaks of a single session as one', () => {
    expect(only({ status: 'expired', sessionsAffected: 1, firstAffectedAt: inThreeHours })).toMatchObject({
      title: '1 session needs Google, in 3 hours',
      text: 'The permission at Google ran out on Wed 18 Nov. Reconnecting repairs it by itself.',
    })
  })

  it('speaks of two as both', () => {
    const impact = only({ status: 'expired', sessionsAffected: 2, firstAffectedAt: inThreeHours })
    expect(impact?.text).toContain('Reconnecting repairs both by itself.')
  })

  it('turns to brick when the first is near', () => {
    expect(only({ status: 'revoked', sessionsAffected: 2, firstAffectedAt: inHalfAnHour })?.tone).toBe('brick')
  })

  it('asks nothing of the provider while the connection works', () => {
    expect(only({ status: 'degraded', sessionsAffected: 2, firstAffectedAt: inThreeHours })).toMatchObject({
      tone: 'sky',
      title: '2 sessions wait for their link, the first in 3 hours',
      needsProvider: false,
    })
  })

  it('speaks of connecting where nothing was connected', () => {
    const impact = only({ status: 'not_connected', sessionsAffected: 3, firstAffectedAt: inThreeHours })
    expect(impact?.text).toBe('Google is not connected. Connecting makes all three links by itself.')
  })

  it('is silent without waiting sessions and for platforms that are not set up', () => {
    expect(only({ status: 'revoked' })).toBeUndefined()
    expect(only({ status: 'revoked', sessionsAffected: 2, available: false })).toBeUndefined()
  })

  it('puts what needs the provider before what heals, then the earlier start first', () => {
    const impacts = listImpacts(
      [
        sampleConnection({ status: 'degraded', sessionsAffected: 1, firstAffectedAt: inHalfAnHour }),
        sampleConnection({
          platform: 'zoom',
          status: 'revoked',
          sessionsAffected: 1,
          firstAffectedAt: '2026-12-01T09:00:00Z',
        }),
        sampleConnection({
          platform: 'teams',
          status: 'expired',
          sessionsAffected: 1,
          firstAffectedAt: '2026-11-30T09:00:00Z',
        }),
      ],
      now,
      lisbon,
    )
    expect(impacts.map((impact) => impact.connection.platform)).toEqual(['teams', 'zoom', 'google_meet'])
  })
})

describe('the mark beside Integrations', () => {
  it.each([
    ['a working connection', {}, undefined],
    ['nothing connected yet', { status: 'not_connected' }, undefined],
    ['a lost permission without sessions', { status: 'revoked' }, 'amber'],
    ['a permission that ends soon', { status: 'expiring' }, 'amber'],
    [
      'a question about another account',
      { otherAccount: { email: 'b@x', step: 'offered', until: inThreeHours } },
      'amber',
    ],
    [
      'a switch that is on its way',
      {
        status: 'disconnecting',
        sessionsAffected: 2,
        firstAffectedAt: inHalfAnHour,
        otherAccount: { email: 'b@x', step: 'switching', until: inThreeHours },
      },
      undefined,
    ],
    [
      'a near session without a link',
      { status: 'revoked', sessionsAffected: 1, firstAffectedAt: inHalfAnHour },
      'brick',
    ],
    ['a broken platform that is not set up', { status: 'revoked', available: false }, undefined],
  ] as const)('%s: %j gives %s', (_what, differs, dot) => {
    expect(integrationsDot([sampleConnection(differs)], now)).toBe(dot)
  })
})
