import { describe, expect, it } from 'vitest'
import { decideJoin, type JoinQuestion } from './decide-join.ts'

const ready = { status: 'ready', joinUrl: 'https://meet.example/abc' } as const
const question = (at: string, change: Partial<JoinQuestion> = {}): JoinQuestion => ({
  session: {
    status: 'scheduled',
    startsAt: new Date('2026-11-25T10:00:00Z'),
    endsAt: new Date('2026-11-25T11:00:00Z'),
  },
  meeting: ready,
  opensMinutes: 10,
  now: new Date(`2026-11-25T${at}Z`),
  ...change,
})

describe('decideJoin', () => {
  it.each([
    ['09:49:59.999', 'early'],
    ['09:50:00', 'open'],
    ['10:30:00', 'open'],
    ['12:00:00', 'open'],
    ['12:00:00.001', 'over'],
  ])('at %s the room is %s', (at, status) => {
    expect(decideJoin(question(at)).status).toBe(status)
  })

  it('lets the provider in earlier', () => {
    expect(decideJoin(question('09:31:00', { opensMinutes: 30 }))).toEqual({
      status: 'open',
      joinUrl: 'https://meet.example/abc',
    })
  })

  it('says when it opens', () => {
    expect(decideJoin(question('08:00:00'))).toEqual({ status: 'early', opensAt: new Date('2026-11-25T09:50:00Z') })
  })

  it('waits for a room that is not ready, whatever link the row still holds', () => {
    expect(decideJoin(question('10:00:00', { meeting: null })).status).toBe('waiting')
    expect(decideJoin(question('10:00:00', { meeting: { ...ready, status: 'blocked' } })).status).toBe('waiting')
  })

  it('never leads into a cancelled session', () => {
    const { session } = question('10:00:00')
    expect(decideJoin(question('10:00:00', { session: { ...session, status: 'cancelled' } })).status).toBe('cancelled')
  })
})
