import { openDatabase } from '@foyer/db/client'
import type { PlatformCredentials } from '@foyer/meetings/platform'
import { createPlatforms } from '@foyer/meetings/platforms'
import type { Platform } from '@foyer/shared/platforms'
import type { Logger } from 'pino'
import { createAlertSender } from './alerts/alert-sender.ts'
import type { Core, CoreConfig } from './context.ts'
import { openDatabaseClock } from './database-clock.ts'
import { watchForStopped } from './end-stopped-transactions.ts'
import { type JobRunner, openQueue } from './jobs.ts'
import { createMailer } from './mail.ts'
import { createKeyring, parseKeys } from './security/keyring.ts'

export interface CoreSettings extends CoreConfig {
  databaseUrl: string
  /** `id:hex64[,id:hex64]`; the first writes, all read. */
  encryptionKeys: string
  /** Only the platforms this installation is set up for. */
  credentials: Partial<Record<Platform, PlatformCredentials>>
  /** Without one no mail is sent. */
  smtpUrl?: string | undefined
  mailFrom: string
  /** Without one alerts are notices and mails only. */
  alertWebhookUrl?: string | undefined
  role: 'sender' | 'worker'
  log: Logger
  /** The database's time when left out. */
  now?: () => Date
  random?: () => number
}

export interface OpenCore {
  core: Core
  runner: JobRunner
  /** Lets running jobs finish, then closes every connection. */
  close(): Promise<void>
}

/** Opens everything the use-cases need; the apps call it once. */
export async function createCore(settings: CoreSettings): Promise<OpenCore> {
  const { databaseUrl, log, role } = settings
  const database = openDatabase(databaseUrl, { applicationName: `foyer-${role}` })
  const { queue, runner, close } = await openQueue(databaseUrl, role, (error) =>
    log.warn({ problem: error.name, code: 'code' in error ? error.code : undefined }, 'queue connection trouble'),
  )
  const clock = await openDatabaseClock(database.db, log)
  const stopped = watchForStopped(database.db, log)
  const now = settings.now ?? clock.now
  const core: Core = {
    db: database.db,
    queue,
    platforms: createPlatforms(settings.credentials, { now }),
    keyring: createKeyring(parseKeys(settings.encryptionKeys)),
    mailer: settings.smtpUrl ? createMailer(settings.smtpUrl, settings.mailFrom) : undefined,
    alertSender: settings.alertWebhookUrl ? createAlertSender(settings.alertWebhookUrl) : undefined,
    config: { appUrl: settings.appUrl, connectionPolicy: settings.connectionPolicy },
    log,
    now,
    random: settings.random ?? Math.random,
  }
  return {
    core,
    runner,
    async close() {
      clock.close()
      stopped.stop()
      await close()
      await database.close()
    },
  }
}
