import type { breakers } from '@foyer/db/schema'
import type { BreakerKind } from '@foyer/shared/breakers'
import { PLATFORMS, type Platform } from '@foyer/shared/platforms'
import type { Breaker } from './decide-breaker.ts'

export type BreakerRow = typeof breakers.$inferSelect

/** Who is called on behalf of whom. */
export interface BreakerTarget {
  connectionId: string
  platform: Platform
}

const CONNECTION = 'connection:'
const PLATFORM = 'platform:'

export const connectionScope = (connectionId: string): string => CONNECTION + connectionId
export const platformScope = (platform: Platform): string => PLATFORM + platform

/** The two that every call has to pass, in the order in which their rows are locked. */
export const scopesOf = ({ connectionId, platform }: BreakerTarget): [string, string] => [
  connectionScope(connectionId),
  platformScope(platform),
]

/** What a scope names. */
export function readScope(scope: string): { kind: 'connection'; connectionId: string } | PlatformScope {
  const platform = PLATFORMS.find((name) => scope === platformScope(name))
  return platform
    ? { kind: 'platform', platform }
    : { kind: 'connection', connectionId: scope.slice(CONNECTION.length) }
}

interface PlatformScope {
  kind: 'platform'
  platform: Platform
}

export const toBreaker = (row: BreakerRow): Breaker => ({ ...row, kind: kindOf(row.scope) })

const kindOf = (scope: string): BreakerKind => readScope(scope).kind
