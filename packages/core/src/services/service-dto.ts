import type { Queryable } from '@foyer/db/client'
import { meetings, providers, services, sessions, users } from '@foyer/db/schema'
import type { MeetingSetting } from '@foyer/shared/meeting-settings'
import type { ServiceDto } from '@foyer/shared/services'
import { asc, eq, type SQL, sql } from 'drizzle-orm'
import type { ActingUser } from '../accounts/signed-in.ts'

export type ServiceRow = typeof services.$inferSelect

interface ServiceWithProvider {
  service: ServiceRow
  /** What platforms did not take at its coming sessions. */
  dropped: MeetingSetting[] | null
  provider: ServiceDto['provider']
}

/** A service as the reader may see it: links of fallback rooms and platform settings are for its provider and admins. */
export function toServiceDto(
  { service, dropped, provider }: ServiceWithProvider,
  reader: ActingUser | null,
): ServiceDto {
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
          droppedSettings: dropped ?? [],
          meetingTemplate: service.meetingTemplate,
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
      dropped: droppedOf(services.id),
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

/** The partial index of rooms that lack something keeps it small. */
const droppedOf = (serviceId: typeof services.id) => sql<MeetingSetting[] | null>`(
  select jsonb_agg(distinct setting) from ${meetings}
    join ${sessions} on ${sessions.id} = ${meetings.sessionId}
    cross join jsonb_array_elements_text(${meetings.droppedSettings}) as setting
  where ${sessions.serviceId} = ${serviceId} and ${sessions.status} = 'scheduled' and ${meetings.droppedSettings} <> '[]'
)`
