import { describe, expect, it } from 'vitest'
import { sampleConnection } from '../connections/sample-connection.ts'
import { packDraft, unpackDraft } from './draft-in-address.ts'
import { draftErrors, newDraft, type ServiceDraft, toCreateInput, toUpdateInput } from './service-draft.ts'

const google = sampleConnection({ status: 'not_connected' })
const zoom = sampleConnection({ platform: 'zoom', isDefault: true })
const fresh = newDraft([google, zoom])
const written: ServiceDraft = { ...fresh, title: '  First conversation ' }

describe('a new service', () => {
  it('meets where the new services of its provider meet', () => {
    expect(fresh.platform).toBe('zoom')
    expect(newDraft([google]).platform).toBeNull()
  })

  it('is sent without what it has not: a platform in person, places when private, a step of its own', () => {
    const input = toCreateInput({ ...written, mode: 'in_person' })
    expect(input).toMatchObject({ title: 'First conversation', minimumNoticeMinutes: 120, mode: 'in_person' })
    expect(input).not.toHaveProperty('platform')
    expect(input).not.toHaveProperty('capacity')
    expect(input).not.toHaveProperty('slotStepMinutes')
    expect(toCreateInput({ ...written, kind: 'group', places: 6 }).capacity).toBe(6)
  })

  it('is sent with the settings that its platform has, and the texts that were written', () => {
    const meetingSettings = { waitingRoom: true, muteOnEntry: false }
    const meetingTemplate = { title: ' With {provider} ', description: '', agenda: ' ' }
    const input = (platform: ServiceDraft['platform']) =>
      toCreateInput({ ...written, platform, meetingSettings, meetingTemplate })
    expect(input('zoom')).toMatchObject({ meetingSettings, meetingTemplate: { title: 'With {provider}' } })
    expect(input('teams').meetingSettings).toEqual({ waitingRoom: true })
    expect(input('custom_room').meetingSettings).toEqual({ muteOnEntry: false })
  })

  it('keeps its kind and mode when changed, and its step follows its length', () => {
    const input = toUpdateInput('service-1', { ...written, durationMinutes: 30 })
    expect(input).toMatchObject({ id: 'service-1', slotStepMinutes: 30, platform: 'zoom' })
    expect(input).not.toHaveProperty('kind')
    expect(input).not.toHaveProperty('mode')
  })
})

describe('what is wrong before sending', () => {
  it.each([
    [{ title: ' ' }, { title: 'Give a title.' }],
    [{ platform: null }, { platform: 'Choose where it meets.' }],
    [{ platform: null, mode: 'in_person' }, {}],
    [{ durationMinutes: Number.NaN }, { durationMinutes: 'Give a length from 5 to 1440 minutes.' }],
    [{ durationMinutes: 4 }, { durationMinutes: 'Give a length from 5 to 1440 minutes.' }],
    [{ slotStepMinutes: 3 }, { slotStepMinutes: 'Give 5 to 1440 minutes, or leave it empty.' }],
    [{ noticeHours: 1.5 }, {}],
    [{ places: 0 }, {}],
    [{ places: 0, kind: 'group' }, { capacity: 'Give 1 to 500 places.' }],
    [{ meetingTemplate: { title: '{', description: '', agenda: '' }, mode: 'in_person' }, {}],
    [
      { meetingTemplate: { title: '{', description: '', agenda: '' } },
      { 'meetingTemplate.title': 'Braces only stand around the name of something to fill in.' },
    ],
  ] as const)('%j: %j', (differs, errors) => {
    expect(draftErrors({ ...written, ...differs })).toEqual(errors)
  })
})

describe('a draft in the address', () => {
  it.each([
    written,
    {
      ...written,
      meetingSettings: { recording: false },
      meetingTemplate: { title: '{date}', description: '', agenda: '' },
    },
    { ...written, title: 'Gespräch – 初めて', description: 'Bring nothing.', kind: 'course', slotStepMinutes: 15 },
    fresh,
  ] satisfies ServiceDraft[])('comes back as it was typed: %j', (draft) => {
    const packed = packDraft(draft, fresh)
    expect(packed).toMatch(/^[\w-]+$/)
    expect(unpackDraft(packed ?? undefined, fresh)).toEqual(draft)
  })

  it('is given up when it would not fit', () => {
    expect(packDraft({ ...written, description: 'long '.repeat(200) }, fresh)).toBeNull()
  })

  it.each([undefined, '', '%%%', 'bnVsbA', btoa('{"kind":"party","durationMinutes":"50","title":7}')])(
    'is a new one when damaged or forged: %j',
    (packed) => {
      expect(unpackDraft(packed, fresh)).toEqual(fresh)
    },
  )
})
