import type { AccountDto } from '@foyer/shared/accounts'
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { isSignedIn } from './is-signed-in.ts'
import { problemOf } from './problem.ts'
import { queryClient } from './query-client.ts'
import { client } from './trpc.ts'

/** Who is signed in; null for a visitor, which is an answer and not a failure. */
export const accountOptions = queryOptions({
  queryKey: ['account'],
  staleTime: 5 * 60_000,
  queryFn: async (): Promise<AccountDto | null> => {
    if (!(await isSignedIn())) return null
    try {
      return await client.account.me.query()
    } catch (error) {
      if (problemOf(error).reason === 'sign_in_required') return null
      throw error
    }
  },
})

/** The signed-in reader or null. The root route has loaded it before anything is drawn. */
export function useAccount(): AccountDto | null {
  return useSuspenseQuery(accountOptions).data
}

/** The signed-in reader, on pages that nobody else reaches. */
export function useMember(): AccountDto {
  const account = useAccount()
  if (!account) throw new Error('this page is drawn without a signed-in reader: is its route under the member layout?')
  return account
}

/** After something of the account was changed: shows the new one at once. */
export function keepAccount(account: AccountDto): void {
  queryClient.setQueryData(accountOptions.queryKey, account)
}
