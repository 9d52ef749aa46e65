import type { ServiceDto } from '@foyer/shared/services'
import { expect, it } from 'vitest'
import { sampleConnection } from '../connections/sample-connection.ts'
import { serviceFacts, serviceStatus } from './service-facts.ts'

const service: ServiceDto = {
  id: 'service-1',
  title: 'First conversation',
  description: null,
  kind: 'private',
  mode: 'online',
  platform: 'google_meet',
  durationMinutes: 50,
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  capacity: 1,
  confirmation: 'manual',
  minimumNoticeMinutes: 120,
  slotStepMinutes: 50,
  bookableDays: 60,
  archived: false,
  provider: { id: '1', name: 'Dr Ana Ribeiro', slug: 'ana-ribeiro', headline: null, timeZone: 'Europe/Lisbon' },
  settings: null,
}

it.each([
  [{}, '50 minutes · Private · Google Meet · you confirm'],
  [
    { kind: 'group', capacity: 8, confirmation: 'automatic' },
    '50 minutes · Group, 8 places · Google Meet · confirmed at once',
  ],
  [
    {
      settings: {
        meetingSettings: {},
        droppedSettings: [],
        meetingTemplate: {},
        fallback: [
          { kind: 'platform', platform: 'zoom' },
          { kind: 'room', joinUrl: 'https://rooms.example/ana' },
          { kind: 'person' },
        ],
        fallbackMinutesBefore: 20,
      },
    },
    '50 minutes · Private · Google Meet · you confirm · backup: Zoom, then room, then you',
  ],
  [{ mode: 'in_person', platform: null, durationMinutes: 90 }, '1 h 30 min · Private · In person · you confirm'],
] satisfies [Partial<ServiceDto>, string][])('%j reads "%s"', (differs, facts) => {
  expect(serviceFacts({ ...service, ...differs })).toBe(facts)
})

it.each([
  ['a connected platform', {}, {}, 'ready', 'Links ready'],
  ['a lost permission', {}, { status: 'revoked' }, 'needs', 'Google needs you'],
  ['an administrator', {}, { status: 'blocked_by_admin' }, 'needs', 'Google not allowed'],
  ['a permission that was given back', {}, { status: 'not_connected' }, 'needs', 'Google not connected'],
  ['a slow platform', {}, { status: 'degraded' }, 'ready', 'Links ready'],
  ['in person', { platform: null }, {}, 'none', 'In person'],
  ['archived', { archived: true }, { status: 'revoked' }, 'none', 'Archived'],
] as const)('%s', (_what, differs, connection, door, words) => {
  expect(serviceStatus({ ...service, ...differs }, [sampleConnection(connection)])).toEqual({ door, words })
})
