import { providers, services, users } from '@foyer/db/schema'
import { sql } from 'drizzle-orm'

/** How many services a provider offers now; for a query that reads from `providers`. */
export const liveServiceCount = sql<number>`(
  select count(*)::int from ${services} where ${services.providerId} = ${providers.id} and ${services.archivedAt} is null
)`

/** The columns of a ProviderSummaryDto, for a query on `providers` joined with `users`. */
export const providerSummary = {
  id: users.id,
  name: users.name,
  slug: providers.slug,
  headline: providers.headline,
  timeZone: providers.timeZone,
  serviceCount: liveServiceCount,
}
