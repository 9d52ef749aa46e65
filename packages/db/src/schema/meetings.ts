import type { MeetingSetting } from '@foyer/shared/meeting-settings'
import { FAILURE_KINDS, MEETING_REASONS, MEETING_SOURCES, MEETING_STATUSES } from '@foyer/shared/meetings'
import type { OldPlace } from '@foyer/shared/platform-changes'
import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instant, oneOf, updatedAt } from './columns.ts'
import { connections } from './connections.ts'
import { platformChanges } from './platform-changes.ts'
import { platform } from './platforms.ts'
import { sessions } from './sessions.ts'

export const meetings = pgTable(
  'meetings',
  {
    id: id(),
    sessionId: uuid()
      .notNull()
      .references(() => sessions.id, { onDelete: 'cascade' }),
    platform: platform().notNull(),
    /** The connection whose account holds the meeting; null until one was used. */
    connectionId: uuid().references(() => connections.id),
    status: text({ enum: MEETING_STATUSES }).notNull().default('pending'),
    source: text({ enum: MEETING_SOURCES }).notNull().default('platform'),
    reason: text({ enum: MEETING_REASONS }),
    externalId: text(),
    joinUrl: text(),
    /** Part of the key at the platform; raised when the object of the earlier one is gone. */
    generation: integer().notNull().default(1),
    /** The highest one that was ever used, where an older one is in use again. */
    lastGeneration: integer().notNull().default(0),
    /** Raised when the platform reported that making the room failed. */
    roomAttempt: integer().notNull().default(0),
    /** Raised in the transaction that changes the session; the meeting is in line when synced equals desired. */
    desiredVersion: integer().notNull().default(1),
    syncedVersion: integer().notNull().default(0),
    /** A column of its own, because the planner guesses a comparison of two to hold for a third of the rows. */
    isUnsynced: boolean().generatedAlwaysAs(sql`synced_version < desired_version`),
    /** The wanted version that the last creating call carried, for when its outcome is found out later. */
    sentVersion: integer().notNull().default(0),
    /** A write was sent and its outcome is not known: look before writing again. */
    outcomeUnknown: boolean().notNull().default(false),
    /** The session was changed by something that did not want its meeting; set by a trigger, cleared by wanting it. */
    sessionChanged: boolean().notNull().default(false),
    /** The room is to be compared with the session, without writing to it. */
    checkDue: boolean().notNull().default(false),
    /** Where the room was found that was moved by hand and not moved back. */
    foundStartsAt: instant(),
    /** What the service asks for and the platform did not take; it is not asked again before the wish changes. */
    droppedSettings: jsonb().$type<MeetingSetting[]>().notNull().default([]),
    /** Raised by each claim; every write of the claimant repeats it. */
    attemptEpoch: integer().notNull().default(0),
    claimedUntil: instant(),
    /** Tries since the last success. */
    attempts: integer().notNull().default(0),
    /** Reads of a room that is still being made. */
    polls: integer().notNull().default(0),
    lastAttemptAt: instant(),
    nextAttemptAt: instant(),
    /** Steps of the service's fallback chain that were taken; 0: it is with its own platform. */
    fallbackStep: integer().notNull().default(0),
    /** The platform it goes back to when the fallback ends, and why that one was left. */
    fallbackFrom: platform(),
    fallbackReason: text({ enum: MEETING_REASONS }),
    /** Since when this way is tried: the newest step, or the return to the platform. */
    fallbackSince: instant(),
    /** The change of platform whose new link is not there yet. */
    changeId: uuid().references(() => platformChanges.id, { onDelete: 'set null' }),
    /** Where the link still leads meanwhile. */
    oldPlace: jsonb().$type<OldPlace>(),
    readyAt: instant(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    uniqueIndex('meetings_session_unique').on(table.sessionId),
    index('meetings_due').on(table.nextAttemptAt).where(sql`next_attempt_at is not null`),
    index('meetings_unsynced').on(table.id).where(sql`is_unsynced`),
    index('meetings_session_changed').on(table.id).where(sql`session_changed`),
    index('meetings_outcome_unknown').on(table.lastAttemptAt).where(sql`outcome_unknown`),
    index('meetings_without_link')
      .on(table.status, table.platform, table.sessionId)
      .where(sql`status in ('pending', 'blocked', 'failed')`),
    index('meetings_dropped_settings').on(table.sessionId).where(sql`dropped_settings <> '[]'`),
    index('meetings_created').on(table.createdAt),
    index('meetings_connection').on(table.connectionId),
    index('meetings_change').on(table.changeId).where(sql`change_id is not null`),
    // What a platform's own notifications name.
    index('meetings_external').on(table.platform, table.externalId).where(sql`external_id is not null`),
    check('meetings_status_known', oneOf('status', MEETING_STATUSES)),
    check('meetings_source_known', oneOf('source', MEETING_SOURCES)),
    check('meetings_reason_known', oneOf('reason', MEETING_REASONS)),
    check('meetings_ready_has_link', sql`${table.status} <> 'ready' or ${table.joinUrl} is not null`),
    check(
      'meetings_waiting_says_why',
      sql`${table.status} not in ('blocked', 'failed') or ${table.reason} is not null`,
    ),
    check('meetings_fallback_reason_known', oneOf('fallback_reason', MEETING_REASONS)),
    check('meetings_fallback_leads_back', sql`(${table.fallbackStep} = 0) = (${table.fallbackFrom} is null)`),
  ],
)

/** A room that is or may be at a platform and that nobody is to use any more; gone once it is removed there. */
export const meetingLeftovers = pgTable(
  'meeting_leftovers',
  {
    id: id(),
    meetingId: uuid()
      .notNull()
      .references(() => meetings.id, { onDelete: 'cascade' }),
    platform: platform().notNull(),
    /** The key under which it was made, or would have been. */
    generation: integer().notNull(),
    roomAttempt: integer().notNull(),
    externalId: text(),
    attempts: integer().notNull().default(0),
    nextAttemptAt: instant().notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex('meeting_leftovers_key_unique').on(table.meetingId, table.platform, table.generation),
    index('meeting_leftovers_due').on(table.nextAttemptAt),
  ],
)

/** One call to a platform, or one decision not to call; never any body or token. */
export const meetingAttempts = pgTable(
  'meeting_attempts',
  {
    id: id(),
    meetingId: uuid()
      .notNull()
      .references(() => meetings.id, { onDelete: 'cascade' }),
    at: instant().notNull(),
    operation: text().notNull(),
    /** `ok`, or the kind of failure. */
    outcome: text({ enum: ['ok', ...FAILURE_KINDS] }).notNull(),
    httpStatus: integer(),
    code: text(),
    requestId: text(),
    durationMs: integer().notNull(),
    nextAttemptAt: instant(),
  },
  (table) => [
    index('meeting_attempts_meeting_at').on(table.meetingId, table.at),
    check('meeting_attempts_outcome_known', oneOf('outcome', ['ok', ...FAILURE_KINDS])),
  ],
)
