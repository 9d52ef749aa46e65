import { MEETING_SETTINGS } from '@foyer/shared/meeting-settings'
import { TEMPLATE_FIELDS, TEMPLATE_LENGTHS } from '@foyer/shared/meeting-template'
import { PLATFORMS } from '@foyer/shared/platforms'
import { CONFIRMATIONS, SERVICE_KINDS, SERVICE_MODES } from '@foyer/shared/services'
import { isChain } from './fallback-draft.ts'
import type { ServiceDraft } from './service-draft.ts'

/** Room that a return address leaves for a draft: the API takes 500 characters, the path and the answer need some. */
const LONGEST = 400

/**
 * What was typed, for the address to return to after connecting an account: only what differs from a new draft, because
 * leaving for another site ends everything else a page remembers. Null when it does not fit.
 */
export function packDraft(draft: ServiceDraft, untouched: ServiceDraft): string | null {
  const typed = Object.entries(draft).filter(([key, value]) => !Object.is(value, Reflect.get(untouched, key)))
  const bytes = new TextEncoder().encode(JSON.stringify(Object.fromEntries(typed)))
  const packed = btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
  return packed.length <= LONGEST ? packed : null
}

/** A draft as it was packed; whatever is missing, damaged or not allowed is as in a new one. Never throws. */
export function unpackDraft(packed: string | undefined, untouched: ServiceDraft): ServiceDraft {
  const typed = packed ? parse(packed) : {}
  const draft = { ...untouched }
  for (const [key, isAllowed] of Object.entries(ALLOWED)) {
    const value = typed[key]
    // An empty step is NaN, which JSON writes as null.
    if (key === 'slotStepMinutes' && value === null) draft.slotStepMinutes = Number.NaN
    else if (value !== undefined && isAllowed(value)) Object.assign(draft, { [key]: value })
  }
  return draft
}

const isText = (longest: number) => (value: unknown) => typeof value === 'string' && value.length <= longest
const isNumber = (value: unknown) => typeof value === 'number' && Number.isFinite(value)
const isRecordOf = (
  value: unknown,
  keys: readonly string[],
  isAllowed: (one: unknown) => boolean,
): value is Record<string, unknown> =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(value).every(([key, one]) => keys.includes(key) && isAllowed(one))
const isOneOf = (all: readonly unknown[]) => (value: unknown) => all.includes(value)

const ALLOWED: Record<keyof ServiceDraft, (value: unknown) => boolean> = {
  title: isText(120),
  description: isText(4000),
  kind: isOneOf(SERVICE_KINDS),
  mode: isOneOf(SERVICE_MODES),
  platform: isOneOf([...PLATFORMS, null]),
  durationMinutes: isNumber,
  bufferBeforeMinutes: isNumber,
  bufferAfterMinutes: isNumber,
  noticeHours: isNumber,
  slotStepMinutes: isNumber,
  bookableDays: isNumber,
  places: isNumber,
  confirmation: isOneOf(CONFIRMATIONS),
  meetingSettings: (value) => isRecordOf(value, MEETING_SETTINGS, (one) => typeof one === 'boolean'),
  meetingTemplate: (value) =>
    isRecordOf(value, TEMPLATE_FIELDS, isText(TEMPLATE_LENGTHS.description)) &&
    Object.keys(value).length === TEMPLATE_FIELDS.length,
  fallback: isChain,
  fallbackMinutesBefore: isNumber,
}

function parse(packed: string): Record<string, unknown> {
  try {
    const text = atob(packed.replaceAll('-', '+').replaceAll('_', '/'))
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0))
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
