import type { Queryable } from '@foyer/db/client'
import { providers, services, users } from '@foyer/db/schema'
import type { ServiceDto } from '@foyer/shared/services'
import { asc, eq, type SQL } from 'drizzle-orm'
import type { ActingUser } from '../accounts/signed-in.ts'

export type ServiceRow = typeof services.$inferSelect

interface ServiceWithProvider {
  service: ServiceRow
  provider: ServiceDto['provider']
}

/** A service as the reader may see it: links of fallback rooms and platform settings are for its provider and admins. */
export function toServiceDto({ service, provider }: ServiceWithProvider, reader: ActingUser | null): ServiceDto {
  const seesSettings = reader !== null && (reader.userId === provider.id || reader.role === 'admin')
  return {
    id: service.id,
    title: service.title,
    description: service.description,
    kind: service.kind,
    mode: service.mode,
    platform: service.platform,
    durationMinutes: service.durationMinutes,
    bufferBeforeMinutes: service.bufferBeforeMinutes,
    bufferAfterMinutes: service.bufferAfterMinutes,
    capacity: service.capacity,
    confirmation: service.confirmation,
    minimumNoticeMinutes: service.minimumNoticeMinutes,
    slotStepMinutes: service.slotStepMinutes,
    bookableDays: service.bookableDays,
    archived: service.archivedAt !== null,
    provider,
    settings: seesSettings
      ? {
          meetingSettings: service.meetingSettings,
          fallback: service.fallback,
          fallbackMinutesBefore: service.fallbackMinutesBefore,
        }
      : null,
  }
}

/** The services that match, oldest first, as the reader may see them. */
export async function loadServices(
  db: Queryable,
  where: SQL | undefined,
  reader: ActingUser | null,
): Promise<ServiceDto[]> {
  const rows = await db
    .select({
      service: services,
      provider: {
        id: users.id,
        name: users.name,
        slug: providers.slug,
        headline: providers.headline,
        timeZone: providers.timeZone,
      },
    })
    .from(services)
    .innerJoin(providers, eq(providers.id, services.providerId))
    .innerJoin(users, eq(users.id, providers.id))
    .where(where)
    .orderBy(asc(services.createdAt), asc(services.id))
  return rows.map((row) => toServiceDto(row, reader))
}
