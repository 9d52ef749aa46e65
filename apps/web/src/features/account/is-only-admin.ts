import type { AccountDto } from '@foyer/shared/accounts'

/** An admin without a public page, whose start is the admin pages. */
export const isOnlyAdmin = ({ role, slug }: AccountDto): boolean => role === 'admin' && slug === null
