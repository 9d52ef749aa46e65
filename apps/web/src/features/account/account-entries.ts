import type { AccountDto } from '@foyer/shared/accounts'
import { signOut } from '../../api/auth.ts'
import { problemOf } from '../../api/problem.ts'
import { paths } from '../../paths.ts'
import type { MenuEntry } from '../../ui/menu.tsx'
import { showToast } from '../../ui/toast.ts'

/** Signs out and begins anew at the start page, with nothing of the reader's left in memory. */
export async function leave(): Promise<void> {
  try {
    await signOut()
    location.assign(paths.home())
  } catch (error) {
    showToast({ tone: 'brick', text: problemOf(error).message })
  }
}

/** What stands behind the reader's portrait. */
export function accountEntries({ role, slug }: AccountDto): MenuEntry[] {
  const own = slug ? [{ id: 'page', label: 'My public page', href: paths.provider(slug) }] : []
  const booked = role === 'provider' ? 'Bookings I made' : 'My bookings'
  return [
    ...own,
    { id: 'bookings', label: booked, href: paths.bookings() },
    { id: 'account', label: 'Account', href: paths.account() },
    { id: 'sign-out', label: 'Sign out', onAction: () => void leave() },
  ]
}
