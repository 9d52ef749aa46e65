import { availabilityRules, services } from '@foyer/db/schema'
import type { Context } from '../context.ts'
import { onlyRow } from '../only-row.ts'
import type { ServiceRow } from '../services/service-dto.ts'

/** A service of the provider's, open Monday to Friday from 09:00 to 17:00 in the provider's zone, without notice. */
export async function offerService(
  provider: Context & { userId: string },
  details: Partial<typeof services.$inferInsert> = {},
): Promise<ServiceRow> {
  const { db, userId } = provider
  const rules = ([1, 2, 3, 4, 5] as const).map((weekday) => ({ weekday, start: '09:00', end: '17:00' }))
  // Once per provider would do; the same hours a second time change nothing.
  await db.insert(availabilityRules).values(rules.map((rule) => ({ ...rule, providerId: userId })))
  return onlyRow(
    await db
      .insert(services)
      .values({ ...DEFAULTS, ...details, providerId: userId })
      .returning(),
  )
}

const DEFAULTS = {
  title: 'Violin lesson',
  kind: 'private',
  mode: 'online',
  platform: 'google_meet',
  durationMinutes: 60,
  slotStepMinutes: 60,
  minimumNoticeMinutes: 0,
  confirmation: 'manual',
} as const
