import fs from 'node:fs'
import path from 'node:path'
import { coreVariables, credentialsFrom, EnvironmentError, readEnvironment } from '@foyer/core/environment'
import { findEmbeddedPostgres, startEmbeddedPostgres } from '@foyer/db/embedded/start-embedded'
import type { Platform } from '@foyer/shared/platforms'
import { developmentSecrets, homeFolder, tryLockHome } from './home.ts'
import { developmentCredentials } from './platform-variables.ts'

/** What there is to look at, as the environment or the home folder describes it. */
export interface Installation {
  databaseUrl: string
  encryptionKeys: string
  appUrl: string
  credentials: ReturnType<typeof credentialsFrom>
  /** Who answers in place of a platform's company. */
  origins: Partial<Record<Platform, string | undefined>>
  /** Leaves everything as it was found. */
  close(): Promise<void>
}

/**
 * Finds the database and keys of DATABASE_URL and ENCRYPTION_KEYS, or those of the home folder. An embedded database
 * that runs is left running; one that does not is started until `close`. Throws `EnvironmentError`.
 */
export async function openInstallation(): Promise<Installation> {
  const home = homeFolder()
  const isMade = fs.existsSync(path.join(home, 'secrets.json'))
  const secrets = isMade ? developmentSecrets(home) : null
  const given = process.env.DATABASE_URL
  if (!given && !secrets)
    throw new EnvironmentError([`There is no database in ${home} yet: run npm start once, or set DATABASE_URL.`])
  const database = given || !secrets ? null : await reachEmbedded(home, secrets.databasePassword)
  const close = database?.stop ?? (async () => {})
  try {
    const values = readEnvironment(coreVariables, {
      ...process.env,
      // What `npm start` gives its processes where nothing else is set.
      ...(database && developmentCredentials(process.env)),
      DATABASE_URL: database?.url ?? given,
      ENCRYPTION_KEYS: process.env.ENCRYPTION_KEYS || secrets?.encryptionKeys,
      APP_URL: process.env.APP_URL || `http://localhost:${process.env.PORT || 3000}`,
    })
    const credentials = credentialsFrom(values)
    const origins: Installation['origins'] = {}
    for (const [platform, { origin }] of Object.entries(credentials) as [Platform, { origin?: string }][])
      origins[platform] = origin ?? (database ? 'the sandbox' : undefined)
    return {
      databaseUrl: values.DATABASE_URL,
      encryptionKeys: values.ENCRYPTION_KEYS,
      appUrl: values.APP_URL,
      credentials,
      origins,
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

async function reachEmbedded(home: string, password: string): Promise<{ url: string; stop(): Promise<void> }> {
  const options = { dataDir: path.join(home, 'postgres'), password }
  // With the lock in hand nobody can begin to use the database that is stopped in the end.
  const lock = tryLockHome(home)
  if ('holder' in lock) {
    const url = await findEmbeddedPostgres(options)
    if (!url) throw new EnvironmentError(['Foyer is just starting or stopping. Try again in a moment.'])
    return { url, stop: async () => {} }
  }
  try {
    const postgres = await startEmbeddedPostgres(options)
    const stop = async () => {
      if (!postgres.isAdopted) await postgres.stop()
      lock.release()
    }
    return { url: postgres.url, stop }
  } catch (error) {
    lock.release()
    throw error
  }
}
