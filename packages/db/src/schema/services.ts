import type { MeetingSettings } from '@foyer/shared/meeting-settings'
import type { MeetingTemplate } from '@foyer/shared/meeting-template'
import {
  CONFIRMATIONS,
  type FallbackStep,
  SERVICE_DEFAULTS,
  SERVICE_KINDS,
  SERVICE_MODES,
} from '@foyer/shared/services'
import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instant, oneOf, updatedAt } from './columns.ts'
import { platform } from './platforms.ts'
import { providers } from './providers.ts'

export const services = pgTable(
  'services',
  {
    id: id(),
    providerId: uuid()
      .notNull()
      .references(() => providers.id, { onDelete: 'cascade' }),
    title: text().notNull(),
    description: text(),
    kind: text({ enum: SERVICE_KINDS }).notNull(),
    mode: text({ enum: SERVICE_MODES }).notNull(),
    platform: platform(),
    durationMinutes: integer().notNull(),
    bufferBeforeMinutes: integer().notNull().default(0),
    bufferAfterMinutes: integer().notNull().default(0),
    capacity: integer().notNull().default(1),
    confirmation: text({ enum: CONFIRMATIONS }).notNull(),
    minimumNoticeMinutes: integer().notNull().default(120),
    slotStepMinutes: integer().notNull(),
    bookableDays: integer().notNull().default(60),
    meetingSettings: jsonb().$type<MeetingSettings>().notNull().default({}),
    meetingTemplate: jsonb().$type<MeetingTemplate>().notNull().default({}),
    fallback: jsonb().$type<FallbackStep[]>().notNull().default([]),
    fallbackMinutesBefore: integer().notNull().default(SERVICE_DEFAULTS.fallbackMinutesBefore),
    archivedAt: instant(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    index().on(table.providerId),
    check('services_kind_known', oneOf('kind', SERVICE_KINDS)),
    check('services_mode_known', oneOf('mode', SERVICE_MODES)),
    check('services_confirmation_known', oneOf('confirmation', CONFIRMATIONS)),
    check('services_online_has_platform', sql`(${table.mode} = 'online') = (${table.platform} is not null)`),
    check('services_private_has_one_place', sql`${table.kind} <> 'private' or ${table.capacity} = 1`),
    check(
      'services_numbers_possible',
      sql`${table.durationMinutes} > 0 and ${table.slotStepMinutes} > 0 and ${table.capacity} > 0
        and ${table.bufferBeforeMinutes} >= 0 and ${table.bufferAfterMinutes} >= 0
        and ${table.minimumNoticeMinutes} >= 0 and ${table.bookableDays} > 0`,
    ),
    check('services_fallback_time_possible', sql`${table.fallbackMinutesBefore} > 0`),
  ],
)
