import type { SessionDto } from '@foyer/shared/sessions'

/**
 * Whom the reader meets: the provider for a customer; for the provider the one customer, the number of them, or the
 * invited address. `timeZone` is null where it is not known.
 */
export function otherPartyOf(session: SessionDto): { name: string; timeZone: string | null } {
  const { viewer, provider, customers, invitedEmail } = session
  if (viewer === 'customer') return { name: provider.name, timeZone: provider.timeZone }
  const [only, ...more] = customers
  if (more.length > 0) return { name: `${customers.length} people`, timeZone: null }
  return { name: only?.name ?? invitedEmail ?? 'Nobody yet', timeZone: null }
}
