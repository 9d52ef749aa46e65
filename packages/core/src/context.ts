import type { Database } from '@foyer/db/client'
import type { MeetingPlatform } from '@foyer/meetings/platform'
import type { Role } from '@foyer/shared/accounts'
import type { Platform } from '@foyer/shared/platforms'
import type { Logger } from 'pino'
import type { AlertSender } from './alerts/alert-sender.ts'
import type { Queue } from './jobs.ts'
import type { Mailer } from './mail.ts'
import type { Keyring } from './security/keyring.ts'

/** Who acts. A user acts with the account's role; what the user is to a booking or session follows from the rows. */
export type Actor = { kind: Role; userId: string } | { kind: 'system' }

export const SYSTEM: Actor = { kind: 'system' }

export interface CoreConfig {
  /** Origin under which people reach Foyer, without a trailing slash. */
  appUrl: string
  /** Whether a session may be made while its platform is not connected. */
  connectionPolicy: 'block' | 'warn'
}

/** Everything a use-case may touch besides its input. */
export interface Core {
  db: Database
  queue: Queue
  platforms: Partial<Record<Platform, MeetingPlatform>>
  keyring: Keyring
  /** Absent where this installation sends no mail. */
  mailer?: Mailer | undefined
  /** Absent where operators have given no webhook for alerts. */
  alertSender?: AlertSender | undefined
  config: CoreConfig
  log: Logger
  now(): Date
  /** Uniform in [0, 1). */
  random(): number
}

export interface Context extends Core {
  actor: Actor
}

/** The same core, acting as somebody. */
export const actAs = (core: Core, actor: Actor): Context => ({ ...core, actor })
