import { type ConnectionDto, type ConnectionStatus, connectionIsUsable } from '@foyer/shared/connections'
import { PLATFORM_COMPANIES, PLATFORM_NAMES } from '@foyer/shared/platforms'
import type { ServiceDto, ServiceKind } from '@foyer/shared/services'
import { formatLength } from '../../lib/time.ts'
import type { DoorState } from '../../ui/door.tsx'
import { stepName } from './fallback-draft.ts'

const KIND_NAMES: Record<ServiceKind, string> = { private: 'Private', group: 'Group', course: 'Course' }

/** A service in one line: "50 minutes · Private · Google Meet · you confirm". */
export function serviceFacts(service: ServiceDto): string {
  const { durationMinutes, kind, capacity, platform, confirmation } = service
  return [
    formatLength(durationMinutes),
    kind === 'private'
      ? KIND_NAMES.private
      : `${KIND_NAMES[kind]}, ${capacity === 1 ? '1 place' : `${capacity} places`}`,
    platform ? PLATFORM_NAMES[platform] : 'In person',
    confirmation === 'manual' ? 'you confirm' : 'confirmed at once',
    ...backupFacts(service),
  ].join(' · ')
}

/** "backup: room, then you"; nothing where there is none. */
function backupFacts({ settings }: ServiceDto): string[] {
  const names = (settings?.fallback ?? []).map(stepName)
  return names.length > 0 ? [`backup: ${names.join(', then ')}`] : []
}

const NEVER_MADE: readonly ConnectionStatus[] = ['not_connected', 'connecting', 'connect_denied', 'disconnecting']

/** A connection that was made and broke is told apart from one that was never made. */
function brokenWords(company: string, status: ConnectionStatus): string {
  if (NEVER_MADE.includes(status)) return `${company} not connected`
  if (status === 'cannot_host') return `${company} account cannot host`
  return status === 'blocked_by_admin' ? `${company} not allowed` : `${company} needs you`
}

/** Whether a service can keep its promise of a link now. */
export function serviceStatus(
  { platform, archived }: Pick<ServiceDto, 'platform' | 'archived'>,
  connections: readonly ConnectionDto[],
): { door: DoorState; words: string } {
  if (archived) return { door: 'none', words: 'Archived' }
  if (!platform) return { door: 'none', words: 'In person' }
  const connection = connections.find((one) => one.platform === platform)
  if (connection && connectionIsUsable(connection.status)) return { door: 'ready', words: 'Links ready' }
  const status = connection?.status ?? 'not_connected'
  if (platform === 'custom_room')
    return { door: 'needs', words: NEVER_MADE.includes(status) ? 'Room not set up' : 'Room needs you' }
  return { door: 'needs', words: brokenWords(PLATFORM_COMPANIES[platform], status) }
}
