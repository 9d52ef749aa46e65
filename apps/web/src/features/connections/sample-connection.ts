import type { ConnectionDto } from '@foyer/shared/connections'

/** A connection for tests of words and decisions; says what differs. */
export function sampleConnection(differs: Partial<ConnectionDto> = {}): ConnectionDto {
  return {
    platform: 'google_meet',
    status: 'connected',
    accountEmail: 'ana@ribeiro.pt',
    accountLabel: null,
    scopes: [],
    permissions: [],
    reason: null,
    resumesAt: null,
    checkedAt: '2026-11-21T14:03:00Z',
    sessionsAffected: 0,
    sessionsBlocked: 0,
    firstAffectedAt: null,
    sessionsWithBackup: 0,
    sessionsAhead: 0,
    statusChangedAt: '2026-11-18T09:00:00Z',
    connectingUntil: null,
    otherAccount: null,
    permissionEndsAt: null,
    isSetUpRefused: false,
    writesToday: null,
    repair: null,
    adminRequest: null,
    isDefault: false,
    available: true,
    ...differs,
  }
}
