import { CONNECTION_STATUSES, connectionIsUsable, leavingReason, meetingsLeaving } from '@foyer/shared/connections'
import { MEETING_SOURCES, MEETING_STATUSES } from '@foyer/shared/meetings'
import { SESSION_STATUSES } from '@foyer/shared/sessions'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type MeetingPlan, type PlannedMeeting, type PlannedSession, planMeetingSync } from './plan-meeting-sync.ts'

const now = new Date('2026-11-21T09:00:00Z')
const soon = new Date('2026-11-21T09:00:30Z')
const session: PlannedSession = {
  status: 'scheduled',
  startsAt: new Date('2026-11-25T10:30:00Z'),
  endsAt: new Date('2026-11-25T11:00:00Z'),
}
const fresh: PlannedMeeting = {
  status: 'pending',
  source: 'platform',
  externalId: null,
  outcomeUnknown: false,
  desiredVersion: 1,
  syncedVersion: 0,
  nextAttemptAt: now,
}
const ready: PlannedMeeting = { ...fresh, status: 'ready', externalId: 'e1', syncedVersion: 1, nextAttemptAt: null }
const connected = { status: 'connected' } as const
const leaving = { status: 'disconnecting', reason: leavingReason(null) } as const
const cancelled: PlannedSession = { ...session, status: 'cancelled' }
const over: PlannedSession = {
  ...session,
  startsAt: new Date('2026-11-20T10:00:00Z'),
  endsAt: new Date('2026-11-20T11:00:00Z'),
}

type Case = [string, PlannedSession, PlannedMeeting, Parameters<typeof planMeetingSync>[2], MeetingPlan]

describe('planMeetingSync', () => {
  it.each<Case>([
    ['creates what was never made', session, fresh, connected, { action: 'create' }],
    ['leaves alone what is in line', session, ready, connected, { action: 'nothing' }],
    ['updates what is behind', session, { ...ready, desiredVersion: 2 }, connected, { action: 'update' }],
    ['polls a room that is still being made', session, { ...ready, status: 'pending' }, connected, { action: 'poll' }],
    [
      'looks before writing when an outcome is unknown',
      session,
      { ...fresh, outcomeUnknown: true },
      connected,
      { action: 'look' },
    ],
    [
      'waits until the next try',
      session,
      { ...fresh, nextAttemptAt: soon },
      connected,
      { action: 'wait', until: soon },
    ],
    ['tries when the next try is due', session, { ...fresh, nextAttemptAt: now }, connected, { action: 'create' }],
    ['blocks without a connection', session, fresh, null, { action: 'block', reason: 'connection_missing' }],
    [
      'blocks on a revoked connection',
      session,
      fresh,
      { status: 'revoked' },
      { action: 'block', reason: 'connection_lost' },
    ],
    [
      'blocks on a missing permission',
      session,
      fresh,
      { status: 'missing_permission' },
      { action: 'block', reason: 'permission_missing' },
    ],
    ['tries on a connection that is merely slow', session, fresh, { status: 'degraded' }, { action: 'create' }],
    ['leaves a link given by hand alone', session, { ...fresh, source: 'manual' }, connected, { action: 'nothing' }],
    [
      'removes what was made before a link was given by hand',
      session,
      { ...ready, source: 'manual', desiredVersion: 2 },
      connected,
      { action: 'remove' },
    ],
    [
      'leaves the room of the fallback alone',
      session,
      { ...fresh, source: 'fallback' },
      connected,
      { action: 'nothing' },
    ],
    [
      'removes a room that the fallback left there',
      session,
      { ...ready, source: 'fallback', desiredVersion: 2 },
      connected,
      { action: 'remove' },
    ],
    ['does not try for ever to remove it', session, { ...ready, source: 'manual' }, connected, { action: 'nothing' }],
    [
      'leaves what was given up until it is wanted again',
      session,
      { ...fresh, status: 'failed', syncedVersion: 1 },
      connected,
      { action: 'nothing' },
    ],
    [
      'starts again when what was given up is wanted again',
      session,
      { ...fresh, status: 'failed', desiredVersion: 2, syncedVersion: 1 },
      connected,
      { action: 'create' },
    ],
    [
      'goes on by itself when a blocked connection is mended',
      session,
      { ...fresh, status: 'blocked', nextAttemptAt: null },
      connected,
      { action: 'create' },
    ],
    [
      'removes a room that leaves with its connection',
      session,
      { ...ready, desiredVersion: 2 },
      leaving,
      { action: 'remove' },
    ],
    ['makes none while connections end', session, fresh, leaving, { action: 'block', reason: 'connection_missing' }],
    ['keeps a room that could not leave', session, ready, leaving, { action: 'nothing' }],
    [
      'keeps the room of a session that has begun',
      { ...session, startsAt: now },
      { ...ready, desiredVersion: 2 },
      leaving,
      { action: 'block', reason: 'connection_missing' },
    ],
    [
      'keeps what is there when a connection merely ends',
      session,
      { ...ready, desiredVersion: 2 },
      { status: 'disconnecting' },
      { action: 'block', reason: 'connection_missing' },
    ],
    ['makes no room for a session that is over', over, fresh, connected, { action: 'lapse' }],
    ['keeps the room of a session that is over', over, ready, connected, { action: 'nothing' }],
    [
      'removes the room of a cancelled session',
      cancelled,
      { ...ready, desiredVersion: 2 },
      connected,
      { action: 'remove' },
    ],
    [
      'removes what may have been made unseen',
      cancelled,
      { ...fresh, outcomeUnknown: true },
      connected,
      { action: 'remove' },
    ],
    ['only marks a cancelled session that never had a room', cancelled, fresh, null, { action: 'settle' }],
    [
      'is done with a cancelled session whose room is gone',
      cancelled,
      { ...fresh, status: 'cancelled', syncedVersion: 1 },
      connected,
      { action: 'nothing' },
    ],
    [
      'waits for the connection before it can remove',
      cancelled,
      { ...ready, desiredVersion: 2 },
      { status: 'revoked' },
      { action: 'block', reason: 'connection_lost' },
    ],
  ])('%s', (_name, plannedSession, meeting, connection, expected) => {
    expect(planMeetingSync(plannedSession, meeting, connection, now)).toEqual(expected)
  })

  const instants = fc.date({
    min: new Date('2026-11-01T00:00:00Z'),
    max: new Date('2026-12-20T00:00:00Z'),
    noInvalidDate: true,
  })
  const anySession = fc.record({ status: fc.constantFrom(...SESSION_STATUSES), startsAt: instants, endsAt: instants })
  const anyMeeting = fc.record({
    status: fc.constantFrom(...MEETING_STATUSES),
    source: fc.constantFrom(...MEETING_SOURCES),
    externalId: fc.option(fc.constant('e1')),
    outcomeUnknown: fc.boolean(),
    desiredVersion: fc.integer({ min: 1, max: 4 }),
    syncedVersion: fc.integer({ min: 0, max: 4 }),
    nextAttemptAt: fc.option(instants),
  })
  const anyConnection = fc.option(
    fc.record({
      status: fc.constantFrom(...CONNECTION_STATUSES),
      reason: fc.constantFrom(null, leavingReason(null), leavingReason('zoom')),
    }),
  )

  const isUnwanted = (parts: string[]) => ['cancelled', 'manual', 'fallback'].some((one) => parts.includes(one))

  it('leaves nothing behind at the platform once a link was given by hand', () => {
    fc.assert(
      fc.property(anyMeeting, (meeting) => {
        const isBehind = meeting.syncedVersion < meeting.desiredVersion
        const mayExist = meeting.externalId !== null || meeting.outcomeUnknown
        const plan = planMeetingSync(session, { ...meeting, source: 'manual' }, connected, now)
        expect(['remove', 'wait']).toContain(isBehind && mayExist ? plan.action : 'wait')
        if (plan.action !== 'remove' && plan.action !== 'wait') expect(plan).toEqual({ action: 'nothing' })
      }),
    )
  })

  it('never creates while something may exist, nor calls a platform that may not be called', () => {
    fc.assert(
      fc.property(anySession, anyMeeting, anyConnection, (plannedSession, meeting, connection) => {
        const { action } = planMeetingSync(plannedSession, meeting, connection, now)
        if (action === 'create') expect([meeting.externalId, meeting.outcomeUnknown]).toEqual([null, false])
        if (['create', 'look', 'update', 'poll'].includes(action)) expect(plannedSession.status).toBe('scheduled')
        const isLeaving = connection !== null && meetingsLeaving(connection) !== null
        if (['create', 'look', 'update', 'poll', 'remove'].includes(action))
          expect(connection && (connectionIsUsable(connection.status) || (action === 'remove' && isLeaving))).toBe(true)
        if (action === 'remove' && !isLeaving) expect([plannedSession.status, meeting.source]).toSatisfy(isUnwanted)
        if (action === 'settle') expect([meeting.externalId, meeting.outcomeUnknown]).toEqual([null, false])
      }),
    )
  })

  it('never leaves a wanted coming session without a step, a time or somebody to act', () => {
    fc.assert(
      fc.property(anyMeeting, anyConnection, (meeting, connection) => {
        const plan = planMeetingSync(session, meeting, connection, now)
        const isSettled = meeting.syncedVersion >= meeting.desiredVersion
        if (plan.action === 'nothing')
          expect(
            meeting.source !== 'platform' ||
              meeting.status === 'ready' ||
              (isSettled && ['failed', 'blocked'].includes(meeting.status)),
          ).toBe(true)
      }),
    )
  })
})
