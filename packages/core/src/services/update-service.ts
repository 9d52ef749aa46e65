import { isDeepStrictEqual } from 'node:util'
import { services } from '@foyer/db/schema'
import { FoyerError } from '@foyer/shared/errors'
import { templateTells } from '@foyer/shared/meeting-template'
import type { UpdateServiceInput } from '@foyer/shared/service-schema'
import type { ServiceDto } from '@foyer/shared/services'
import { eq } from 'drizzle-orm'
import { writeAudit } from '../audit/write-audit.ts'
import type { Context } from '../context.ts'
import { followService } from '../meetings/follow-service.ts'
import { startChange } from '../platform-changes/start-change.ts'
import { getService } from './get-service.ts'
import { lockOwnService } from './lock-own-service.ts'
import { requireFallback, requirePlatform, requireSettings, requireTemplate } from './require-platforms.ts'
import type { ServiceRow } from './service-dto.ts'

/**
 * Changes what is offered from now on; bookings, sessions and times that exist stay as they were agreed. How rooms are set
 * up holds for the coming ones too. Where they meet is changed with the service only where that is said. Settings that a new platform lacks are kept, and rest until they can be had.
 * Throws what `createService` throws, `service_not_found`, `service_archived`, and `input_invalid` for a value that does
 * not go with the service's kind or mode.
 */
export async function updateService(ctx: Context, input: UpdateServiceInput): Promise<ServiceDto> {
  return ctx.db.transaction(async (tx) => {
    const { id, description, comingSessions = 'keep', ...changes } = input
    const service = await lockOwnService(ctx, tx, id)
    requireFitting(service, input)
    const { platform } = changes
    if (platform && platform !== service.platform) {
      await requirePlatform(ctx, tx, { userId: service.providerId, platform })
    }
    // A stored chain has to fit a new platform too.
    if (changes.fallback || platform)
      requireFallback(ctx, changes.fallback ?? service.fallback, platform ?? service.platform)
    if (changes.meetingTemplate) requireTemplate(changes.meetingTemplate, service.kind)
    if (changes.meetingSettings) requireSettings(changes.meetingSettings, platform ?? service.platform)
    await tx
      .update(services)
      .set({
        ...changes,
        updatedAt: ctx.now(),
        slotStepMinutes: changes.slotStepMinutes ?? stepFor(service, changes.durationMinutes),
        ...(description === undefined ? {} : { description: description || null }),
      })
      .where(eq(services.id, id))
    const which = changedRooms(service, changes)
    if (which) await followService(ctx, tx, { serviceId: id, which })
    if (platform && comingSessions === 'change')
      await startChange(ctx, tx, service.providerId, { serviceId: id, platform })
    await writeAudit(ctx, tx, {
      action: 'service.update',
      subjectType: 'service',
      subjectId: id,
      data: { fields: Object.keys(changes).join(' ') },
    })
    return getService(ctx, { id }, tx)
  })
}

function requireFitting(service: ServiceRow, { platform, capacity, fallback = [] }: UpdateServiceInput): void {
  if (service.mode === 'in_person' && platform !== undefined)
    throw new FoyerError('input_invalid', { field: 'platform', message: 'A service in person has no platform.' })
  if (service.mode === 'in_person' && fallback.length > 0)
    throw new FoyerError('input_invalid', { field: 'fallback', message: 'A service in person needs no backup.' })
  if (service.kind === 'private' && (capacity ?? 1) !== 1)
    throw new FoyerError('input_invalid', { field: 'capacity', message: 'A private service has one place.' })
}

/**
 * The rooms that a change concerns. Saved once more as they are, settings are asked for again where they were dropped: the
 * plan may have changed.
 */
function changedRooms(service: ServiceRow, { title, meetingSettings, meetingTemplate }: Partial<UpdateServiceInput>) {
  const isRenamed = title !== undefined && title !== service.title && templateTells(service.meetingTemplate).has('what')
  const hasNewText = meetingTemplate !== undefined && !isDeepStrictEqual(meetingTemplate, service.meetingTemplate)
  const isSetUpAnew = meetingSettings !== undefined && !isDeepStrictEqual(meetingSettings, service.meetingSettings)
  if (isRenamed || hasNewText || isSetUpAnew) return 'all'
  return meetingSettings ? 'lacking' : null
}

/** A step that was as long as the session goes along with its new length. */
const stepFor = (service: ServiceRow, durationMinutes: number | undefined) =>
  service.slotStepMinutes === service.durationMinutes ? durationMinutes : undefined
