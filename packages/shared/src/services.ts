import type { PersonDto, ProviderSummaryDto } from './accounts.ts'
import type { MeetingSetting, MeetingSettings } from './meeting-settings.ts'
import type { MeetingTemplate } from './meeting-template.ts'
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
  fallbackMinutesBefore: 20,
} as const

/** The longest buffer on either side of a session, in minutes. */
export const LONGEST_BUFFER_MINUTES = 24 * 60

/**
 * One step of the chain that takes over when the platform does not come up in time: another platform, a room that is
 * always there, or a person, whom the customer is told how to reach.
 */
export type FallbackStep =
  | { kind: 'platform'; platform: Platform }
  | { kind: 'room'; joinUrl: string }
  | { kind: 'person'; contact?: string | undefined }

/** Bounds of a service's chain; minutes are those before the start at which it takes over. */
export const FALLBACK_LIMITS = { steps: 3, leastMinutes: 5, mostMinutes: 240, contactLength: 200 } as const

/** What is wrong with a chain, in words for its provider, or null; `platform` is the one that the service itself uses. */
export function fallbackProblem(steps: readonly FallbackStep[], platform: Platform | null): string | null {
  if (steps.length > FALLBACK_LIMITS.steps) return `At most ${FALLBACK_LIMITS.steps} steps.`
  const keys = steps.map((step) =>
    step.kind === 'platform' ? step.platform : step.kind === 'room' ? step.joinUrl : step.kind,
  )
  if (new Set(keys).size < keys.length) return 'Each step can be there once only.'
  if (steps.some((step) => step.kind === 'platform' && step.platform === platform))
    return 'The backup has to be another platform than the one the service uses.'
  if (steps.some(({ kind }, index) => kind === 'person' && index < steps.length - 1))
    return 'A person can only be the last step.'
  return null
}

/** What only the provider and admins see of a service. */
export interface ServiceSettingsDto {
  meetingSettings: MeetingSettings
  /** What the platform did not take at a session to come, although it was asked. */
  droppedSettings: MeetingSetting[]
  meetingTemplate: MeetingTemplate
  fallback: FallbackStep[]
  /** How long before the start the chain takes over where there is no link. */
  fallbackMinutesBefore: number
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
