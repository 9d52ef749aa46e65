import { ROLES, type Role } from '@foyer/shared/accounts'
import type { AdminUserDto } from '@foyer/shared/admin'
import { useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { useMember } from '../../api/account.ts'
import { userPages } from '../../features/admin/admin-options.ts'
import { ROLE_NAMES, RoleDialog } from '../../features/admin/role-dialog.tsx'
import { useTitle } from '../../lib/use-title.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { Person } from '../../ui/person.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { Select } from '../../ui/select.tsx'
import { ShowMore } from '../../ui/show-more.tsx'

/** Everybody with an account, and their role. */
export function PeoplePage({ search }: { search: string }) {
  useTitle('People')
  const account = useMember()
  const router = useRouter()
  const list = useSuspenseInfiniteQuery(userPages(search))
  const [change, setChange] = useState<{ user: AdminUserDto; role: Role } | null>(null)
  const users = list.data.pages.flatMap(({ items }) => items)
  const found = users.length === 1 ? '1 person' : `${users.length}${list.hasNextPage ? ' and more' : ''} people`
  return (
    <div className="space-y-6">
      <PageTitle
        title="People"
        lead="Everybody with an account, the newest first. Each change of a role is written down."
      />
      <SearchField
        label="Search people"
        placeholder="A name, or an e-mail"
        search={search}
        onSearch={(next) => router.history.replace(paths.adminPeople(next))}
      />
      <p role="status" className="sr-only">
        {search ? `${found} for ${search}` : ''}
      </p>
      {users.length === 0 ? (
        <EmptyState title={`Nobody found for “${search}”`}>Try a shorter word, or a part of the e-mail.</EmptyState>
      ) : (
        <ul aria-label="People" className="divide-y divide-line border-t border-line">
          {users.map((user) => (
            <li key={user.id} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3">
              <Person name={user.name} fact={user.email} />
              {user.id === account.id ? (
                <span className="text-small text-soft">Admin, you</span>
              ) : (
                <Select
                  label={`Role of ${user.name}`}
                  isDense
                  choices={choicesFor(user)}
                  value={user.role}
                  onChange={(role) => role !== user.role && setChange({ user, role })}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      <ShowMore list={list} />
      {change && <RoleDialog {...change} onClose={() => setChange(null)} />}
    </div>
  )
}

const choicesFor = ({ offersSessions }: AdminUserDto) =>
  ROLES.map((id) => {
    const isDisabled = id === 'customer' && offersSessions
    return { id, label: ROLE_NAMES[id], isDisabled, hint: isDisabled ? 'Offers sessions' : undefined }
  })
