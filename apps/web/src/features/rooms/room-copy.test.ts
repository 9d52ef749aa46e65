import { CONNECTION_STATUSES, leavingReason } from '@foyer/shared/connections'
import type { Room } from '@foyer/shared/rooms'
import { expect, it } from 'vitest'
import { sampleConnection } from '../connections/sample-connection.ts'
import { examplePart } from './example-part.ts'
import { type PausedService, roomConnectionCopy, roomEffect, roomHint, roomLine, withoutPause } from './room-copy.ts'

const FIXED: Room = { kind: 'fixed', address: 'https://whereby.com/ana' }
const TEMPLATE: Room = { kind: 'template', address: 'https://rooms.example/{session}' }
const GENERATED: Room = { kind: 'generated', address: 'https://meet.jit.si' }

it('says where sessions meet, without the scheme', () => {
  expect(roomLine(FIXED)).toBe('Sessions meet at whereby.com/ana')
  expect(roomLine(TEMPLATE)).toBe('Each session meets at rooms.example/{session}')
  expect(roomLine(GENERATED)).toBe('Each session has a room of its own at meet.jit.si')
})

it('has words for every status, and a way out of each that needs somebody', () => {
  for (const status of CONNECTION_STATUSES) {
    const copy = roomConnectionCopy(sampleConnection({ platform: 'custom_room', status, accountEmail: null }))
    expect(copy.line).toMatch(/\S/)
    expect(copy.canTest).toBe(false)
    if (copy.door === 'needs' || copy.door === 'none') expect([status, copy.verb]).not.toEqual([status, null])
  }
  const leaving = { status: 'disconnecting', reason: leavingReason('zoom') } as const
  expect(roomConnectionCopy(sampleConnection({ platform: 'custom_room', ...leaving })).line).toBe(
    'Coming links move to Zoom.',
  )
})

it('warns of a room that sessions share, by the services that follow one another without a pause', () => {
  const service = {
    platform: 'custom_room',
    kind: 'private',
    archived: false,
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: 0,
  } as const
  const services: PausedService[] = [
    { ...service, title: 'First talk' },
    { ...service, title: 'Group', kind: 'group' },
    { ...service, title: 'With a pause', bufferAfterMinutes: 10 },
    { ...service, title: 'Course', kind: 'course' },
    { ...service, title: 'Elsewhere', platform: 'zoom' },
    { ...service, title: 'Gone', archived: true },
  ]
  const unpaused = withoutPause(services)
  expect(unpaused).toEqual(['First talk', 'Group'])
  expect(roomHint(FIXED, unpaused)?.text).toContain('“First talk” and 1 more have no pause between sessions. Add one,')
  expect(roomHint(FIXED, ['First talk'])?.text).toContain('“First talk” has no pause between sessions. Add one,')
  expect(roomHint(FIXED, [])?.text).toContain('Leave a pause between sessions,')
  expect(roomHint(TEMPLATE, unpaused)).toBeNull()
})

it('says that somebody has to sign in at the public server, and nothing of any other', () => {
  expect(roomHint(GENERATED, [])?.title).toBe('You open the room')
  expect(roomHint({ kind: 'generated', address: 'https://jitsi.example/clinic' }, [])).toBeNull()
})

it('says what saving does to sessions that are planned', () => {
  expect(roomEffect({ sessionsAhead: 0, sessionsAffected: 0 })).toBeNull()
  expect(roomEffect({ sessionsAhead: 0, sessionsAffected: 1 })).toBe('1 session gets its link at once.')
  expect(roomEffect({ sessionsAhead: 1, sessionsAffected: 0 })).toMatch(/^1 coming session gets another link/)
  expect(roomEffect({ sessionsAhead: 3, sessionsAffected: 2 })).toMatch(/^3 coming sessions get another link/)
})

it('tries a room out under a name of its own each time', () => {
  expect(examplePart()).toMatch(/^[a-z2-7]{26}$/)
  expect(examplePart()).not.toBe(examplePart())
})
