import { PLATFORM_NAMES } from '@foyer/shared/platforms'
import type { ServiceDto } from '@foyer/shared/services'
import { formatLength } from '../../lib/time.ts'

type Facts = Pick<
  ServiceDto,
  'durationMinutes' | 'mode' | 'platform' | 'kind' | 'capacity' | 'confirmation' | 'minimumNoticeMinutes'
>

/** Where a service meets, in words: "Google Meet", "Online, in a room of its own", "In person". */
export function placeOf({ mode, platform }: Pick<Facts, 'mode' | 'platform'>): string {
  if (mode === 'in_person') return 'In person'
  return platform && platform !== 'custom_room' ? PLATFORM_NAMES[platform] : 'Online'
}

const KIND = { private: 'One to one', group: 'Group', course: 'Course' } as const

/** One line under a title: "30 minutes · Google Meet · Group of up to 8". */
export function shortFacts(service: Facts): string {
  const { kind, capacity, durationMinutes } = service
  const who = kind === 'private' ? KIND.private : `${KIND[kind]} of up to ${capacity}`
  return [formatLength(durationMinutes), placeOf(service), who].join(' · ')
}

/** What to know before choosing a time. */
export function serviceFacts(service: Facts): { name: string; value: string }[] {
  const { kind, capacity, confirmation, mode, durationMinutes, minimumNoticeMinutes } = service
  const link = confirmation === 'automatic' ? 'link at once' : 'link on confirmation'
  return [
    {
      name: 'Length',
      value: kind === 'course' ? `${formatLength(durationMinutes)} each time` : formatLength(durationMinutes),
    },
    { name: 'Where', value: mode === 'online' ? `${placeOf(service)}, ${link}` : placeOf(service) },
    ...(kind === 'private' ? [] : [{ name: KIND[kind], value: `up to ${capacity} people` }]),
    ...(kind === 'private' && minimumNoticeMinutes > 0
      ? [{ name: 'Notice', value: `at least ${formatLength(minimumNoticeMinutes)} ahead` }]
      : []),
  ]
}
