import type { AuditEntryDto } from '@foyer/shared/admin'
import { AUDIT_ACTIONS, type AuditAction } from '@foyer/shared/audit'
import { CONNECTION_STATUSES } from '@foyer/shared/connections'
import { MEETING_REASONS, MEETING_STATUSES } from '@foyer/shared/meetings'
import { expect, it } from 'vitest'
import { auditSentence } from './audit-copy.ts'

const ACTIONS: AuditAction[] = [
  ...AUDIT_ACTIONS,
  ...MEETING_STATUSES.map((status) => `meeting.${status}` as const),
  ...CONNECTION_STATUSES.map((status) => `connection.${status}` as const),
]

const names = { company: 'Google', formatTime: (at: string) => at.slice(0, 10) }

const entry = (action: string, change: Partial<AuditEntryDto> = {}): AuditEntryDto => ({
  id: 'e',
  at: '2026-11-21T12:00:00Z',
  actor: { kind: 'provider', id: 'p', name: 'Ana' },
  action,
  data: {},
  ...change,
})

it.each(ACTIONS)('%s is told in a whole sentence, without codes', (action) => {
  const data = { count: 3, before: 'customer', role: 'provider', status: 'pending' }
  for (const told of [entry(action), entry(action, { data })]) {
    const sentence = auditSentence(told, names)
    expect(sentence).toMatch(/^Ana [a-z][^_]*\.$/u)
    expect(sentence).not.toMatch(/undefined.* role|no words/u)
  }
})

it.each(MEETING_REASONS)('a link that is not there because of %s says so', (reason) => {
  const sentence = auditSentence(entry('meeting.blocked', { data: { reason, before: 'pending' } }), names)
  expect(sentence).toMatch(/^Ana found that somebody has to act before there is a link: [^_]+\.$/u)
})

it('says when a booking was moved from and to', () => {
  const data = { from: '2026-11-24T10:00:00Z', to: '2026-11-25T10:00:00Z' }
  expect(auditSentence(entry('booking.reschedule', { data }), names)).toBe(
    'Ana moved the booking from 2026-11-24 to 2026-11-25.',
  )
})

it('names Foyer where nobody acted, and does not lose an entry of somebody who is gone or of another version', () => {
  const actor = { kind: 'system', id: null, name: null } as const
  expect(auditSentence(entry('meeting.ready', { actor }), names)).toBe('Foyer put the link in place.')
  const gone = entry('booking.cancel', { actor: { kind: 'customer', id: 'c', name: null } })
  expect(auditSentence(gone, names)).toBe('Somebody who has left cancelled the booking.')
  expect(auditSentence(entry('toString'), names)).toBe('Ana did something this page has no words for.')
})
