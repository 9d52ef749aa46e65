import { SERVICE_DEFAULTS } from '@foyer/shared/services'
import type { Transaction } from '../client.ts'
import { availabilityOverrides, availabilityRules, providers, services } from '../schema.ts'
import { demoId } from './demo-id.ts'
import { mondayOf } from './occurrences.ts'
import { PEOPLE, personId } from './people.ts'
import { type DemoProvider, PROVIDERS, type ProviderKey } from './providers.ts'
import { demoService, SERVICE_KEYS, type ServiceKey, serviceId } from './services.ts'

/** Adds the public side of the providers: who they are, when they work, what they offer. */
export async function addServices(tx: Transaction, now: Date): Promise<void> {
  const entries = Object.entries(PROVIDERS) as [ProviderKey, DemoProvider][]
  await tx.insert(providers).values(
    entries.map(([key, { slug, headline }]) => {
      const { timeZone, joinedDaysAgo } = PEOPLE[key]
      const createdAt = new Date(now.getTime() - joinedDaysAgo * 86_400_000)
      return { id: personId(key), slug, headline, timeZone, createdAt, updatedAt: createdAt }
    }),
  )
  await tx.insert(availabilityRules).values(entries.flatMap(rulesOf))
  await tx
    .insert(availabilityOverrides)
    .values(entries.flatMap(([key, { overrides }]) => overridesOf(key, overrides, now)))
  await tx.insert(services).values(SERVICE_KEYS.map((key) => serviceRow(key, now)))
}

const rulesOf = ([key, { hours }]: [ProviderKey, DemoProvider]) =>
  hours.flatMap(({ on, intervals }) =>
    on.flatMap((weekday) =>
      intervals.map(({ start, end }) => {
        const id = demoId('rule', key, weekday, start)
        return { id, providerId: personId(key), weekday, start, end }
      }),
    ),
  )

const overridesOf = (key: ProviderKey, overrides: DemoProvider['overrides'], now: Date) =>
  overrides.map(({ week, weekday, intervals }) => {
    const date = mondayOf(now, PEOPLE[key].timeZone, week).add({ days: weekday - 1 })
    return { id: demoId('override', key, week, weekday), providerId: personId(key), date: date.toString(), intervals }
  })

function serviceRow(key: ServiceKey, now: Date): typeof services.$inferInsert {
  const { provider, title, description, kind, mode, minutes, confirmation, ...rules } = demoService(key)
  const isOnline = mode === 'online'
  // A little apart, so that they are listed in the order in which they are written here.
  const createdAt = new Date(now.getTime() - 20 * 86_400_000 + SERVICE_KEYS.indexOf(key) * 60_000)
  return {
    id: serviceId(key),
    providerId: personId(provider),
    title,
    description,
    kind,
    mode,
    platform: isOnline ? 'google_meet' : null,
    durationMinutes: minutes,
    bufferAfterMinutes: rules.bufferAfter ?? 0,
    capacity: rules.capacity ?? SERVICE_DEFAULTS.capacity,
    confirmation,
    minimumNoticeMinutes:
      rules.noticeHours === undefined ? SERVICE_DEFAULTS.minimumNoticeMinutes : rules.noticeHours * 60,
    slotStepMinutes: rules.step ?? minutes,
    fallback: isOnline ? [{ kind: 'room', joinUrl: PROVIDERS[provider].room }] : [],
    createdAt,
    updatedAt: createdAt,
  }
}
