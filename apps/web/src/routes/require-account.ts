import type { AccountDto } from '@foyer/shared/accounts'
import { redirect } from '@tanstack/react-router'
import { accountOptions } from '../api/account.ts'
import { queryClient } from '../api/query-client.ts'
import { paths } from '../paths.ts'

/** The signed-in reader; a visitor is led to sign in and back to `href`. For `beforeLoad`. */
export async function requireAccount(href: string): Promise<AccountDto> {
  const account = await queryClient.ensureQueryData(accountOptions)
  if (!account) throw redirect({ href: paths.signIn(href) })
  return account
}

/** The signed-in admin; anybody else goes to the start. For `beforeLoad`. */
export async function requireAdmin(href: string): Promise<AccountDto> {
  const account = await requireAccount(href)
  if (account.role !== 'admin') throw redirect({ href: paths.home() })
  return account
}

/** The signed-in provider; anybody else goes to the start. For `beforeLoad`. */
export async function requireProvider(href: string): Promise<AccountDto> {
  const account = await requireAccount(href)
  if (account.role === 'customer') throw redirect({ href: paths.home() })
  return account
}
