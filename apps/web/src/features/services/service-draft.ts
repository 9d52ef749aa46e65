import type { ConnectionDto } from '@foyer/shared/connections'
import { type MeetingSettings, settingsAt } from '@foyer/shared/meeting-settings'
import {
  type MeetingTemplate,
  TEMPLATE_FIELDS,
  type TemplateField,
  templateProblem,
} from '@foyer/shared/meeting-template'
import type { Platform } from '@foyer/shared/platforms'
import type { CreateServiceInput, UpdateServiceInput } from '@foyer/shared/service-schema'
import {
  type Confirmation,
  FALLBACK_LIMITS,
  SERVICE_DEFAULTS,
  type ServiceDto,
  type ServiceKind,
  type ServiceMode,
} from '@foyer/shared/services'
import { chainProblem, type StepDraft, stepProblem, stepsOf, toChain } from './fallback-draft.ts'

/** A service as it is being written. Numbers are NaN while their field is empty. */
export interface ServiceDraft {
  title: string
  description: string
  kind: ServiceKind
  mode: ServiceMode
  platform: Platform | null
  durationMinutes: number
  bufferBeforeMinutes: number
  bufferAfterMinutes: number
  noticeHours: number
  /** NaN: as long as the session. */
  slotStepMinutes: number
  bookableDays: number
  places: number
  confirmation: Confirmation
  meetingSettings: MeetingSettings
  /** Empty: the neutral title, no text. */
  meetingTemplate: Record<TemplateField, string>
  fallback: readonly StepDraft[]
  fallbackMinutesBefore: number
}

/** The fields of the form by the names the API uses for them. */
export type ServiceField =
  | Exclude<keyof ServiceDraft, 'noticeHours' | 'places' | 'meetingTemplate'>
  | 'minimumNoticeMinutes'
  | 'capacity'
  | `meetingTemplate.${TemplateField}`

export type ServiceErrors = Partial<Record<ServiceField, string>>

const GROUP_PLACES = 8
const NO_TEXT: ServiceDraft['meetingTemplate'] = { title: '', description: '', agenda: '' }

/** A new service, where the provider's new services meet. */
export function newDraft(connections: readonly ConnectionDto[]): ServiceDraft {
  const standard = connections.find(({ isDefault }) => isDefault)
  return {
    title: '',
    description: '',
    kind: 'private',
    mode: 'online',
    platform: standard?.platform ?? null,
    durationMinutes: 50,
    bufferBeforeMinutes: SERVICE_DEFAULTS.bufferBeforeMinutes,
    bufferAfterMinutes: SERVICE_DEFAULTS.bufferAfterMinutes,
    noticeHours: SERVICE_DEFAULTS.minimumNoticeMinutes / 60,
    slotStepMinutes: Number.NaN,
    bookableDays: SERVICE_DEFAULTS.bookableDays,
    places: GROUP_PLACES,
    confirmation: 'manual',
    meetingSettings: {},
    meetingTemplate: NO_TEXT,
    fallback: [],
    fallbackMinutesBefore: SERVICE_DEFAULTS.fallbackMinutesBefore,
  }
}

/** An existing service, to be changed. */
export function draftOf(service: ServiceDto): ServiceDraft {
  const { title, kind, mode, platform, durationMinutes, bufferBeforeMinutes, bufferAfterMinutes } = service
  return {
    title,
    description: service.description ?? '',
    kind,
    mode,
    platform,
    durationMinutes,
    bufferBeforeMinutes,
    bufferAfterMinutes,
    noticeHours: service.minimumNoticeMinutes / 60,
    slotStepMinutes: service.slotStepMinutes === durationMinutes ? Number.NaN : service.slotStepMinutes,
    bookableDays: service.bookableDays,
    places: service.capacity,
    confirmation: service.confirmation,
    meetingSettings: service.settings?.meetingSettings ?? {},
    meetingTemplate: textOf(service.settings?.meetingTemplate ?? {}),
    fallback: stepsOf(service.settings?.fallback ?? []),
    fallbackMinutesBefore: service.settings?.fallbackMinutesBefore ?? SERVICE_DEFAULTS.fallbackMinutesBefore,
  }
}

/** What is wrong before anything is sent, by field; empty when nothing is. */
export function draftErrors(draft: ServiceDraft): ServiceErrors {
  const errors: ServiceErrors = {}
  if (draft.title.trim() === '') errors.title = 'Give a title.'
  if (draft.mode === 'online' && !draft.platform) errors.platform = 'Choose where it meets.'
  if (!isWithin(draft.durationMinutes, 5, 1440)) errors.durationMinutes = 'Give a length from 5 to 1440 minutes.'
  if (!isWithin(draft.bufferBeforeMinutes, 0, 1440)) errors.bufferBeforeMinutes = 'Give 0 to 1440 minutes.'
  if (!isWithin(draft.bufferAfterMinutes, 0, 1440)) errors.bufferAfterMinutes = 'Give 0 to 1440 minutes.'
  if (!isWithin(Math.round(draft.noticeHours * 60), 0, 86_400)) errors.minimumNoticeMinutes = 'Give 0 to 1440 hours.'
  if (!Number.isNaN(draft.slotStepMinutes) && !isWithin(draft.slotStepMinutes, 5, 1440))
    errors.slotStepMinutes = 'Give 5 to 1440 minutes, or leave it empty.'
  if (!isWithin(draft.bookableDays, 1, 730)) errors.bookableDays = 'Give 1 to 730 days.'
  if (draft.kind !== 'private' && !isWithin(draft.places, 1, 500)) errors.capacity = 'Give 1 to 500 places.'
  if (draft.mode === 'online') addTextErrors(draft, errors)
  if (draft.mode === 'online' && draft.fallback.length > 0) addFallbackErrors(draft, errors)
  return errors
}

function addTextErrors({ meetingTemplate, kind }: ServiceDraft, errors: ServiceErrors): void {
  for (const field of TEMPLATE_FIELDS) {
    const problem = templateProblem(field, meetingTemplate[field], kind !== 'private')
    if (problem) errors[`meetingTemplate.${field}`] = problem
  }
}

function addFallbackErrors({ fallback, fallbackMinutesBefore, platform }: ServiceDraft, errors: ServiceErrors): void {
  const { leastMinutes, mostMinutes } = FALLBACK_LIMITS
  if (!isWithin(fallbackMinutesBefore, leastMinutes, mostMinutes))
    errors.fallbackMinutesBefore = `Give ${leastMinutes} to ${mostMinutes} minutes.`
  const problem = chainProblem(fallback, platform)
  if (problem) errors.fallback = problem
  else if (fallback.some(stepProblem)) errors.fallback = 'One step is not complete yet.'
}

const isWithin = (value: number, min: number, max: number) => Number.isInteger(value) && value >= min && value <= max

/** What `services.create` takes. */
export function toCreateInput(draft: ServiceDraft): CreateServiceInput {
  const { kind, mode, slotStepMinutes } = draft
  return {
    ...toShared(draft),
    kind,
    mode,
    ...(Number.isNaN(slotStepMinutes) ? {} : { slotStepMinutes }),
  }
}

/** What `services.update` takes: kind and mode stay, and an empty step means as long as the session. */
export function toUpdateInput(id: string, draft: ServiceDraft): UpdateServiceInput {
  const { slotStepMinutes, durationMinutes } = draft
  return {
    ...toShared(draft),
    id,
    slotStepMinutes: Number.isNaN(slotStepMinutes) ? durationMinutes : slotStepMinutes,
  }
}

function toShared(draft: ServiceDraft) {
  const { title, description, kind, mode, platform, noticeHours, places } = draft
  const { durationMinutes, bufferBeforeMinutes, bufferAfterMinutes, bookableDays, confirmation } = draft
  const { fallback, fallbackMinutesBefore } = draft
  return {
    title: title.trim(),
    description: description.trim(),
    durationMinutes,
    bufferBeforeMinutes,
    bufferAfterMinutes,
    minimumNoticeMinutes: Math.round(noticeHours * 60),
    bookableDays,
    confirmation,
    ...(mode === 'online' && platform ? { platform, ...toRoom(draft, platform) } : {}),
    fallback: mode === 'online' ? toChain(fallback) : [],
    ...(mode === 'online' && fallback.length > 0 ? { fallbackMinutesBefore } : {}),
    ...(kind === 'private' ? {} : { capacity: places }),
  }
}

const textOf = ({ title = '', description = '', agenda = '' }: MeetingTemplate) => ({ title, description, agenda })

/** Without the settings that the platform lacks, and the texts that were left empty. */
function toRoom({ meetingSettings, meetingTemplate }: ServiceDraft, platform: Platform) {
  const texts = TEMPLATE_FIELDS.map((field) => [field, meetingTemplate[field].trim()] as const)
  const template: MeetingTemplate = Object.fromEntries(texts.filter(([, text]) => text !== ''))
  return { meetingSettings: settingsAt(platform, meetingSettings), meetingTemplate: template }
}
