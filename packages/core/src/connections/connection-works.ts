import { connections } from '@foyer/db/schema'
import { USABLE_CONNECTION_STATUSES } from '@foyer/shared/connections'
import { inArray, type SQL } from 'drizzle-orm'

/** The platform may be called with the connection. */
export const connectionWorks = (): SQL => inArray(connections.status, [...USABLE_CONNECTION_STATUSES])
