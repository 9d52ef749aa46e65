import { openDatabase } from '@foyer/db/client'
import { createPlatforms } from '@foyer/meetings/platforms'
import type { CoreSettings } from '../create-core.ts'
import { createKeyring, parseKeys } from '../security/keyring.ts'
import type { DoctorContext } from './diagnose.ts'

type DoctorSettings = Pick<CoreSettings, 'databaseUrl' | 'encryptionKeys' | 'credentials' | 'appUrl'>

/** Opens what diagnosing needs, and no queue: it may be just what is missing. */
export function openDoctor(settings: DoctorSettings): { ctx: DoctorContext; close(): Promise<void> } {
  const { db, close } = openDatabase(settings.databaseUrl, { applicationName: 'foyer-doctor', max: 2 })
  const ctx: DoctorContext = {
    db,
    platforms: createPlatforms(settings.credentials),
    keyring: createKeyring(parseKeys(settings.encryptionKeys)),
    config: { appUrl: settings.appUrl },
    now: () => new Date(),
  }
  return { ctx, close: () => close() }
}
