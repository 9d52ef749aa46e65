import type { AvailabilityOverride, AvailabilityRule } from '@foyer/shared/availability'
import { and, asc, gt, inArray, isNull } from 'drizzle-orm'
import type { Transaction } from '../client.ts'
import { availabilityOverrides, availabilityRules, providers, services, takenTimes } from '../schema.ts'
import type { Occurrence } from './occurrences.ts'
import { personId } from './people.ts'
import { PROVIDERS, type ProviderKey } from './providers.ts'
import { demoService, SERVICE_KEYS, serviceId } from './services.ts'

/** The demo providers' time as it is now, which people may have changed since the first start. */
export interface Calendar {
  /** Takes the time of an occurrence if it is offered, within the hours and free. */
  take(occurrence: Occurrence): boolean
}

const LONGEST_AGO_MS = 30 * 86_400_000

/** Reads the calendars of the demo providers and keeps others from changing them until the transaction ends. */
export async function openCalendar(tx: Transaction, now: Date): Promise<Calendar> {
  const ids = (Object.keys(PROVIDERS) as ProviderKey[]).map(personId)
  // The lock that bookings take too: what is free now is still free when it is written.
  const present = await tx
    .select({ id: providers.id })
    .from(providers)
    .where(inArray(providers.id, ids))
    .orderBy(asc(providers.id))
    .for('no key update')
  const offered = await tx
    .select({ id: services.id })
    .from(services)
    .where(and(inArray(services.id, SERVICE_KEYS.map(serviceId)), isNull(services.archivedAt)))
  const rules = await tx.select().from(availabilityRules).where(inArray(availabilityRules.providerId, ids))
  const overrides = await tx.select().from(availabilityOverrides).where(inArray(availabilityOverrides.providerId, ids))
  const taken: { providerId: string; startsAt: Date; endsAt: Date }[] = await tx
    .select({ providerId: takenTimes.providerId, startsAt: takenTimes.startsAt, endsAt: takenTimes.endsAt })
    .from(takenTimes)
    .where(and(inArray(takenTimes.providerId, ids), gt(takenTimes.endsAt, new Date(now.getTime() - LONGEST_AGO_MS))))
  const isPresent = new Set(present.map(({ id }) => id))
  const isOffered = new Set(offered.map(({ id }) => id))

  return {
    take(occurrence) {
      const providerId = personId(demoService(occurrence.service).provider)
      const { startsAt, endsAt } = occurrence
      const isTheirs = (row: { providerId: string }) => row.providerId === providerId
      if (!isPresent.has(providerId) || !isOffered.has(serviceId(occurrence.service))) return false
      if (!isWithinHours(occurrence, rules.filter(isTheirs), overrides.filter(isTheirs))) return false
      if (taken.filter(isTheirs).some((other) => other.startsAt < endsAt && startsAt < other.endsAt)) return false
      taken.push({ providerId, startsAt, endsAt })
      return true
    },
  }
}

function isWithinHours(
  { date, weekday, start, end }: Occurrence,
  rules: readonly AvailabilityRule[],
  overrides: readonly AvailabilityOverride[],
): boolean {
  const override = overrides.find((candidate) => candidate.date === date)
  const open = override?.intervals ?? rules.filter((rule) => rule.weekday === weekday)
  return open.some((interval) => interval.start <= start && end <= interval.end)
}
