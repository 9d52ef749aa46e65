import { providers, users } from '@foyer/db/schema'
import type { BreakerDto } from '@foyer/shared/breakers'
import { type Diagnosis, FINDING_AREAS, FINDING_SEVERITIES, type Finding } from '@foyer/shared/doctor'
import { FoyerError } from '@foyer/shared/errors'
import { eq, sql } from 'drizzle-orm'
import { listBreakers } from '../breakers/list-breakers.ts'
import type { Core, CoreConfig } from '../context.ts'
import { explainStartFailure } from '../start-failure.ts'
import { listSweeps } from '../sweeps/list-sweeps.ts'
import { judgeAlerts } from './judge-alerts.ts'
import { judgeBreakers } from './judge-breakers.ts'
import { judgeChannels } from './judge-channels.ts'
import { judgeConnections } from './judge-connections.ts'
import { type DatabaseFacts, judgeDatabase, judgePlatforms, judgeQuota, judgeSilence } from './judge-installation.ts'
import { judgeKeys } from './judge-keys.ts'
import { judgeQueue } from './judge-queue.ts'
import { judgeSessions } from './judge-sessions.ts'
import { judgeSweeps } from './judge-sweeps.ts'
import { loadAlerts } from './load-alerts.ts'
import { loadChannels } from './load-channels.ts'
import { loadConnections, loadSeals } from './load-connections.ts'
import { loadDatabase, loadPlatforms, loadQuotas, type Origins } from './load-installation.ts'
import { loadQueue } from './load-queue.ts'
import { loadSessions } from './load-sessions.ts'

/** What diagnosing needs; it only reads. */
export interface DoctorContext extends Pick<Core, 'db' | 'platforms' | 'keyring' | 'now'> {
  config: Pick<CoreConfig, 'appUrl'>
}

/**
 * What is wrong with links and connections, and what to do: everywhere, or with one provider's and with what all share.
 * Shows no token, and e-mails only of the providers concerned. Throws `provider_not_found`.
 */
export async function diagnose(
  ctx: DoctorContext,
  { providerEmail, origins = {} }: { providerEmail?: string | undefined; origins?: Origins | undefined } = {},
): Promise<Diagnosis> {
  const now = ctx.now()
  const findings = await lookAtAll(ctx, { providerEmail, origins, now })
  return {
    at: now.toISOString(),
    provider: providerEmail ?? null,
    allWell: !findings.some(({ severity }) => severity === 'problem'),
    findings: findings.toSorted(byUrgency),
  }
}

interface Question {
  providerEmail: string | undefined
  origins: Origins
  now: Date
}

async function lookAtAll(ctx: DoctorContext, question: Question): Promise<Finding[]> {
  let database: DatabaseFacts
  try {
    database = await loadDatabase(ctx)
  } catch (error) {
    return [judgeSilence(explainStartFailure(error).join('; '))]
  }
  // Rows of other columns than this version knows cannot be read.
  const isReadable = database.pendingMigrations === 0
  return [
    ...judgeDatabase(database),
    ...judgeQueue(await loadQueue(ctx)),
    ...(isReadable ? await lookAtRows(ctx, question) : []),
  ]
}

async function lookAtRows(ctx: DoctorContext, { providerEmail, origins, now }: Question): Promise<Finding[]> {
  const providerId = providerEmail === undefined ? null : await getProviderId(ctx, providerEmail)
  const { sessions, more } = await loadSessions(ctx, providerId)
  return [
    ...judgeSessions(sessions, more, now),
    ...judgeSweeps(await listSweeps(ctx), now),
    ...judgeConnections(await loadConnections(ctx, providerId), { now, isDetailed: providerId !== null }),
    ...judgeKeys(await loadSeals(ctx)),
    ...judgePlatforms(await loadPlatforms(ctx, origins), !isLocal(ctx.config.appUrl)),
    ...judgeChannels(await loadChannels(ctx, providerId)),
    ...judgeAlerts(await loadAlerts(ctx)),
    ...judgeQuota(await loadQuotas(ctx, providerId)),
    ...judgeBreakers(await loadBreakers(ctx, providerId), now),
  ]
}

/** Those of one provider and those that concern everybody; or all. */
async function loadBreakers(ctx: DoctorContext, providerId: string | null): Promise<BreakerDto[]> {
  const all = await listBreakers(ctx)
  return all.filter(({ provider }) => !provider || !providerId || provider.id === providerId)
}

async function getProviderId({ db }: DoctorContext, email: string): Promise<string> {
  const [provider] = await db
    .select({ id: providers.id })
    .from(providers)
    .innerJoin(users, eq(users.id, providers.id))
    .where(eq(sql`lower(${users.email})`, email.toLowerCase()))
  if (!provider) throw new FoyerError('provider_not_found')
  return provider.id
}

const isLocal = (origin: string) => ['localhost', '127.0.0.1', '[::1]'].includes(new URL(origin).hostname)

const byUrgency = (one: Finding, other: Finding): number =>
  FINDING_SEVERITIES.indexOf(one.severity) - FINDING_SEVERITIES.indexOf(other.severity) ||
  FINDING_AREAS.indexOf(one.area) - FINDING_AREAS.indexOf(other.area) ||
  (one.session?.startsAt ?? '').localeCompare(other.session?.startsAt ?? '')
