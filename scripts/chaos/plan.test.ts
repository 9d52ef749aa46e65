import { PLATFORMS } from '@foyer/shared/platforms'
import { describe, expect, it } from 'vitest'
import { buildPlan } from './plan.ts'
import { ACCOUNT_TROUBLES, COMMON_TROUBLES } from './plan-happenings.ts'

describe('the plan of a run', () => {
  it('is the same for the same seed, and another for another', () => {
    const [one, again, other] = [1, 1, 2].map((seed) => buildPlan({ seed, sessions: 200 }))
    expect(again).toEqual(one)
    expect(other?.stories).not.toEqual(one?.stories)
    expect(other?.happenings).not.toEqual(one?.happenings)
  })

  it('lets nothing fail in the calm stage, and only the chosen accounts in the next', () => {
    const { happenings, stages, sick } = buildPlan({ seed: 3, sessions: 500 })
    expect(happenings.filter(({ atMs }) => atMs < stages.calmMs)).toEqual([])
    const early = happenings.filter(({ atMs }) => atMs < stages.sickMs)
    expect(early.map(({ provider }) => provider)).toEqual(sick)
  })

  it('has every kind of fault happen in a run of the usual size', () => {
    const { happenings } = buildPlan({ seed: 4, sessions: 500 })
    const kinds = new Set(happenings.map(({ kind }) => kind))
    const all = [
      'worker killed',
      'worker frozen',
      'worker replaced',
      'database restarted',
      'day used up',
      ...ACCOUNT_TROUBLES,
      ...COMMON_TROUBLES,
    ]
    expect([...kinds].sort()).toEqual(all.sort())
  })

  it.each([1, 2, 3, 4, 5])('has every platform, and two sick accounts at two companies (seed %i)', (seed) => {
    const { platforms, sick, spent } = buildPlan({ seed, sessions: 500 })
    expect(new Set(platforms)).toEqual(new Set(PLATFORMS))
    const companies = sick.map((index) => platforms[index])
    expect(new Set(companies).size).toBe(2)
    expect(companies).not.toContain('custom_room')
    expect(spent.length).toBeGreaterThan(0)
    for (const index of spent) expect(platforms[index]).toBe('zoom')
  })

  it('has those whose day is used up book last what begins soonest', () => {
    const { stories, spent } = buildPlan({ seed: 6, sessions: 500 })
    const slots = stories.flatMap(({ provider, slot }) => (provider === spent[0] ? [slot] : []))
    expect(slots.toSorted((one, other) => other - one)).toEqual(slots)
  })

  it.each([1, 2, 3, 4, 5])('never freezes both workers at once (seed %i)', (seed) => {
    const { happenings } = buildPlan({ seed, sessions: 2000 })
    const frozen = happenings.filter(({ kind }) => kind === 'worker frozen')
    for (const one of frozen) {
      const others = frozen.filter(
        (other) => other !== one && other.atMs < one.atMs + one.forMs && other.atMs > one.atMs,
      )
      expect(others).toEqual([])
    }
  })

  it('gives no time of a provider away twice', () => {
    const { stories } = buildPlan({ seed: 5, sessions: 500 })
    const slots = stories.flatMap(({ provider, slot, steps }) =>
      [slot, ...steps.flatMap((step) => step.slot ?? [])].map((each) => `${provider}/${each}`),
    )
    expect(new Set(slots).size).toBe(slots.length)
  })
})
