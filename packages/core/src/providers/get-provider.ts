import { providers, services, users } from '@foyer/db/schema'
import type { GetProviderInput } from '@foyer/shared/account-schema'
import { FoyerError } from '@foyer/shared/errors'
import type { ProviderDto } from '@foyer/shared/services'
import { and, eq, isNull } from 'drizzle-orm'
import { findActingUser } from '../accounts/signed-in.ts'
import type { Context } from '../context.ts'
import { loadServices } from '../services/service-dto.ts'
import { providerSummary } from './provider-summary.ts'

/** A provider's public page with the live services. Throws `provider_not_found`. */
export async function getProvider(ctx: Context, input: GetProviderInput): Promise<ProviderDto> {
  const [summary] = await ctx.db
    .select(providerSummary)
    .from(providers)
    .innerJoin(users, eq(users.id, providers.id))
    .where(eq(providers.slug, input.slug))
  if (!summary) throw new FoyerError('provider_not_found')
  const live = and(eq(services.providerId, summary.id), isNull(services.archivedAt))
  return { ...summary, services: await loadServices(ctx.db, live, findActingUser(ctx)) }
}
