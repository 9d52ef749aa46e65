import { expect, it } from 'vitest'
import { createServiceSchema, updateServiceSchema } from './service-schema.ts'

const service = {
  title: 'Violin lesson',
  kind: 'private',
  mode: 'online',
  platform: 'google_meet',
  durationMinutes: 45,
  confirmation: 'manual',
}
const room = { kind: 'room', joinUrl: 'https://rooms.example/ana' }
const zoom = { kind: 'platform', platform: 'zoom' }
const person = { kind: 'person', contact: '+351 912 345 678' }

const problemOf = (change: object) => {
  const read = createServiceSchema.safeParse({ ...service, ...change })
  return read.success ? null : read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join()
}

it('takes a chain of other platforms and rooms that may end with a person', () => {
  for (const fallback of [[], [room], [zoom, room, person], [person], [{ kind: 'person' }]])
    expect(problemOf({ fallback, fallbackMinutesBefore: 30 })).toBeNull()
})

it('refuses a chain that cannot work, and says what is wrong with it', () => {
  const second = { ...room, joinUrl: 'https://rooms.example/second' }
  const refused: [object, string][] = [
    [{ fallback: [room, zoom, second, person] }, 'fallback: At most 3 steps.'],
    [{ fallback: [room, zoom, room] }, 'fallback: Each step can be there once only.'],
    [
      { fallback: [{ kind: 'platform', platform: 'google_meet' }] },
      'fallback: The backup has to be another platform than the one the service uses.',
    ],
    [{ fallback: [person, room] }, 'fallback: A person can only be the last step.'],
    [
      { mode: 'in_person', platform: undefined, fallback: [room] },
      'fallback: A service in person has no link, so it needs no backup.',
    ],
  ]
  for (const [change, problem] of refused) expect(problemOf(change)).toBe(problem)
})

it('takes only rooms that one can be sent to, compared as a browser opens them', () => {
  for (const joinUrl of ['http://rooms.example/ana', 'https://ana:secret@rooms.example', 'javascript:alert(1)', 'ana'])
    expect(problemOf({ fallback: [{ kind: 'room', joinUrl }] })).toContain('fallback.0.joinUrl')
  const twice = [room, { kind: 'room', joinUrl: 'HTTPS://rooms.example/ana' }]
  expect(problemOf({ fallback: twice })).toContain('once only')
})

it('lets the chain take over from 5 minutes to 4 hours before the start', () => {
  for (const fallbackMinutesBefore of [4, 241, 7.5])
    expect(problemOf({ fallbackMinutesBefore })).toContain('fallbackMinutesBefore')
  for (const fallbackMinutesBefore of [5, 240]) expect(problemOf({ fallbackMinutesBefore })).toBeNull()
})

it('looks at the chain of a change as well', () => {
  const change = { id: '019a4c1e-0000-7000-8000-000000000000', fallback: [person, room] }
  expect(updateServiceSchema.safeParse(change).error?.issues[0]?.path).toEqual(['fallback'])
})
