import type { Availability, AvailabilityRule, Weekday } from '@foyer/shared/availability'
import { WEEKDAY_NAMES, WEEKDAYS } from './hours-draft.ts'

/** The week in a sentence or two: "Monday to Friday 09:00 – 17:00. Closed on Saturday and Sunday. 2 dates differ." */
export function hoursSentence({ rules, overrides }: Pick<Availability, 'rules' | 'overrides'>): string {
  if (rules.length === 0 && overrides.every(({ intervals }) => intervals.length === 0)) {
    return 'Nobody can book yet: no hours are open.'
  }
  const open = runsOfSameHours(rules).map(({ days, hours }) => `${spanOf(days)} ${hours}`)
  const closed = WEEKDAYS.filter((weekday) => !rules.some((rule) => rule.weekday === weekday))
  const sentences = [open.join(', ')]
  if (open.length === 0) sentences[0] = 'No weekly hours'
  else if (closed.length > 0) sentences.push(`Closed on ${listOf(closed.map((day) => WEEKDAY_NAMES[day]))}`)
  if (overrides.length > 0)
    sentences.push(overrides.length === 1 ? '1 date differs' : `${overrides.length} dates differ`)
  return `${sentences.join('. ')}.`
}

interface Run {
  days: Weekday[]
  hours: string
}

/** Neighbouring days with the same hours, in order; days without any are left out. */
function runsOfSameHours(rules: readonly AvailabilityRule[]): Run[] {
  const runs: Run[] = []
  for (const weekday of WEEKDAYS) {
    const hours = hoursOf(rules.filter((rule) => rule.weekday === weekday))
    if (hours === '') continue
    const last = runs.at(-1)
    if (last && last.hours === hours && last.days.at(-1) === weekday - 1) last.days.push(weekday)
    else runs.push({ days: [weekday], hours })
  }
  return runs
}

function hoursOf(rules: readonly AvailabilityRule[]): string {
  const ordered = rules.toSorted((a, b) => a.start.localeCompare(b.start))
  return listOf(ordered.map(({ start, end }) => `${start} – ${end}`))
}

function spanOf(days: readonly Weekday[]): string {
  const names = days.map((day) => WEEKDAY_NAMES[day])
  return names.length > 2 ? `${names[0]} to ${names.at(-1)}` : listOf(names)
}

function listOf(words: readonly string[]): string {
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`
}
