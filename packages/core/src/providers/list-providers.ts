import { providers, services, users } from '@foyer/db/schema'
import type { ListProvidersInput } from '@foyer/shared/account-schema'
import type { ProviderSummaryDto } from '@foyer/shared/accounts'
import type { Page } from '@foyer/shared/common-schema'
import { and, desc, eq, exists, gt, ilike, isNull, or, type SQL } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { escapeLike } from '../like.ts'
import { behind, PAGE_SIZE, toPage } from '../paging.ts'
import { liveServiceCount, providerSummary } from './provider-summary.ts'

/**
 * Providers with something to book, newest first; a search looks at names, headlines and titles of services.
 * Throws `input_invalid` for a cursor that is not ours.
 */
export async function listProviders(ctx: Context, input: ListProvidersInput): Promise<Page<ProviderSummaryDto>> {
  const liveServices = and(eq(services.providerId, providers.id), isNull(services.archivedAt))
  const matching = (search: string): SQL | undefined => {
    const pattern = `%${escapeLike(search)}%`
    return or(
      ilike(users.name, pattern),
      ilike(providers.headline, pattern),
      exists(
        ctx.db
          .select({ id: services.id })
          .from(services)
          .where(and(liveServices, ilike(services.title, pattern))),
      ),
    )
  }
  const rows = await ctx.db
    .select({ summary: providerSummary, createdAt: providers.createdAt })
    .from(providers)
    .innerJoin(users, eq(users.id, providers.id))
    .where(
      and(
        gt(liveServiceCount, 0),
        input.search ? matching(input.search) : undefined,
        behind(input.cursor, { at: providers.createdAt, id: providers.id }, 'descending'),
      ),
    )
    .orderBy(desc(providers.createdAt), desc(providers.id))
    .limit(PAGE_SIZE + 1)
  const { items, nextCursor } = toPage(rows, ({ summary, createdAt }) => ({ at: createdAt, id: summary.id }))
  return { items: items.map(({ summary }) => summary), nextCursor }
}
