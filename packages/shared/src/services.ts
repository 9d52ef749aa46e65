import type { PersonDto, ProviderSummaryDto } from './accounts.ts'
import type { Platform } from './platforms.ts'

export const SERVICE_KINDS = ['private', 'group', 'course'] as const
export type ServiceKind = (typeof SERVICE_KINDS)[number]

export const SERVICE_MODES = ['online', 'in_person'] as const
export type ServiceMode = (typeof SERVICE_MODES)[number]

export const CONFIRMATIONS = ['manual', 'automatic'] as const
export type Confirmation = (typeof CONFIRMATIONS)[number]

/** What a new service gets where its provider says nothing. Minutes, days, places. */
export const SERVICE_DEFAULTS = {
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  capacity: 1,
  minimumNoticeMinutes: 120,
  bookableDays: 60,
} as const

/** The longest buffer on either side of a session, in minutes. */
export const LONGEST_BUFFER_MINUTES = 24 * 60

/** One step of the chain that takes over when the platform does not come up in time. */
export type FallbackStep = { kind: 'platform'; platform: Platform } | { kind: 'room'; joinUrl: string }

/** What only the provider and admins see of a service. */
export interface ServiceSettingsDto {
  meetingSettings: Record<string, boolean | string>
  fallback: FallbackStep[]
}

export interface ServiceDto {
  id: string
  title: string
  description: string | null
  kind: ServiceKind
  mode: ServiceMode
  platform: Platform | null
  durationMinutes: number
  bufferBeforeMinutes: number
  bufferAfterMinutes: number
  capacity: number
  confirmation: Confirmation
  minimumNoticeMinutes: number
  /** Minutes between two offered starts; equals the duration unless set. */
  slotStepMinutes: number
  bookableDays: number
  archived: boolean
  provider: PersonDto & { slug: string; headline: string | null; timeZone: string }
  /** Null for everybody but the provider and admins. */
  settings: ServiceSettingsDto | null
}

/** A provider's public page. */
export interface ProviderDto extends ProviderSummaryDto {
  services: ServiceDto[]
}
