import { services } from '@foyer/db/schema'
import { askedSettings, type MeetingSetting, settingsOf } from '@foyer/shared/meeting-settings'
import type { Platform } from '@foyer/shared/platforms'
import type { FallbackStep } from '@foyer/shared/services'
import { and, eq, isNull, ne, type SQL } from 'drizzle-orm'
import type { ServiceRow } from './service-dto.ts'

/** The services of a provider that are offered online and meet elsewhere than on this platform. */
export const meetingElsewhere = (providerId: string, platform: Platform): SQL | undefined =>
  and(
    eq(services.providerId, providerId),
    eq(services.mode, 'online'),
    isNull(services.archivedAt),
    ne(services.platform, platform),
  )

/** What a service asks of its rooms and this platform does not have; it rests there. */
export function settingsMissing(
  { meetingSettings }: Pick<ServiceRow, 'meetingSettings'>,
  platform: Platform,
): MeetingSetting[] {
  const has = settingsOf(platform)
  return askedSettings(meetingSettings).filter((setting) => !has.includes(setting))
}

/**
 * The backups of a service that moves: where one of them was the new platform, the one that is left becomes it, so that the
 * chain is as long as before. The chain itself where nothing has to change.
 */
export function chainAfterMove(
  { platform: from, fallback }: Pick<ServiceRow, 'platform' | 'fallback'>,
  to: Platform,
): FallbackStep[] {
  return fallback.map((step) =>
    step.kind === 'platform' && step.platform === to && from ? { kind: 'platform', platform: from } : step,
  )
}

/** Whether a backup of the service is the platform that it moves to. */
export const exchangesBackup = ({ fallback }: Pick<ServiceRow, 'fallback'>, to: Platform): boolean =>
  fallback.some((step) => step.kind === 'platform' && step.platform === to)
