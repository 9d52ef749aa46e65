import { describe, expect, it } from 'vitest'
import { sampleConnection } from '../connections/sample-connection.ts'
import { packDraft, unpackDraft } from './draft-in-address.ts'
import { canMove, kindsToAdd, moveStep, newStep, stepsOf, toChain, withStep } from './fallback-draft.ts'
import { draftErrors, newDraft, type ServiceDraft, toUpdateInput } from './service-draft.ts'

const room = { kind: 'room', joinUrl: 'https://rooms.example/ana' } as const
const zoom = { kind: 'platform', platform: 'zoom' } as const
const person = { kind: 'person', contact: '+351 912 345 678' } as const
const written: ServiceDraft = { ...newDraft([sampleConnection({ isDefault: true })]), title: 'First conversation' }

describe('the steps of a backup', () => {
  it('come back as they were stored', () => {
    for (const chain of [[], [room], [zoom, room, person], [{ kind: 'person' } as const]])
      expect(toChain(stepsOf(chain))).toEqual(chain)
  })

  it('keep the person last, wherever one adds or moves', () => {
    const steps = withStep(withStep(stepsOf([person]), newStep('room')), newStep('platform', 'zoom'))
    expect(steps.map(({ kind }) => kind)).toEqual(['room', 'platform', 'person'])
    expect([0, 1, 2].map((index) => canMove(steps, index, 1))).toEqual([true, false, false])
    expect([0, 1, 2].map((index) => canMove(steps, index, -1))).toEqual([false, true, false])
    expect(moveStep(steps, 0, 1).map(({ kind }) => kind)).toEqual(['platform', 'room', 'person'])
  })

  it('offer only what can be added', () => {
    expect(kindsToAdd([], [])).toEqual(['room', 'person'])
    expect(kindsToAdd(stepsOf([person]), ['zoom'])).toEqual(['room', 'platform'])
    expect(kindsToAdd(stepsOf([zoom]), ['zoom'])).toEqual(['room', 'person'])
    expect(kindsToAdd(stepsOf([zoom, room, person]), ['zoom'])).toEqual([])
  })
})

describe('what is wrong with them before sending', () => {
  it.each([
    [{ fallback: stepsOf([room]) }, {}],
    [{ fallback: [], fallbackMinutesBefore: 1 }, {}],
    [{ fallback: stepsOf([room]), fallbackMinutesBefore: 4 }, { fallbackMinutesBefore: 'Give 5 to 240 minutes.' }],
    [{ fallback: stepsOf([{ ...room, joinUrl: 'http://a.example' }]) }, { fallback: 'One step is not complete yet.' }],
    [{ fallback: stepsOf([room, room]) }, { fallback: 'Each step can be there once only.' }],
    [{ fallback: stepsOf([room, room]), mode: 'in_person' }, {}],
  ] as const)('%j: %j', (differs, errors) => {
    expect(draftErrors({ ...written, ...differs })).toEqual(errors)
  })
})

it('is sent with the service, and travels in the address', () => {
  const draft: ServiceDraft = { ...written, fallback: stepsOf([room, person]), fallbackMinutesBefore: 30 }
  expect(toUpdateInput('service-1', draft)).toMatchObject({ fallback: [room, person], fallbackMinutesBefore: 30 })
  expect(toUpdateInput('service-1', written).fallback).toEqual([])
  const packed = packDraft(draft, written)
  expect(unpackDraft(packed ?? undefined, written)).toEqual(draft)
  expect(unpackDraft(btoa('{"fallback":[{"kind":"party"}]}'), written).fallback).toEqual([])
})
