import { offsetOf, zoneName } from '../../lib/zones.ts'

export type Zone = {
  id: string
  /** "Berlin time" */
  label: string
  /** "Europe, UTC+1" */
  hint: string
  /** What a search looks through. */
  text: string
}

/** Every zone the browser knows, and `current` even if it does not, in the order of their names. */
export function listZones(current: string, now: Date): Zone[] {
  const ids = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', current])
  return [...ids].map((id) => toZone(id, now)).sort((a, b) => a.label.localeCompare(b.label))
}

/** One zone with the words it is found by. */
export function toZone(id: string, now: Date): Zone {
  const label = zoneName(id)
  const region = id.includes('/') ? `${id.slice(0, id.lastIndexOf('/')).replaceAll('_', ' ')}, ` : ''
  const hint = `${region}${offsetOf(now, id)}`
  return { id, label, hint, text: `${label} ${id.replaceAll('_', ' ')} ${hint}` }
}
