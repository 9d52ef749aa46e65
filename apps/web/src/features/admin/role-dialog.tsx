import type { Role } from '@foyer/shared/accounts'
import type { AdminUserDto } from '@foyer/shared/admin'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { problemOf } from '../../api/problem.ts'
import { trpc } from '../../api/trpc.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { showToast } from '../../ui/toast.ts'

export const ROLE_NAMES: Record<Role, string> = { customer: 'Customer', provider: 'Provider', admin: 'Admin' }

const AS_A: Record<Role, string> = { customer: 'a customer', provider: 'a provider', admin: 'an admin' }

const MEANING: Record<Role, (name: string) => string> = {
  customer: (name) => `${name} can book, and no longer sees these pages. Bookings stay as they are.`,
  provider: (name) => `${name} gets a public page and can offer sessions, and does not see these pages.`,
  admin: (name) => `${name} sees every session, connection and person, and can change roles, also yours.`,
}

/** Asks before somebody's role is changed. */
export function RoleDialog({ user, role, onClose }: { user: AdminUserDto; role: Role; onClose: () => void }) {
  const cache = useQueryClient()
  const setRole = useMutation(
    trpc.admin.users.setRole.mutationOptions({
      onSuccess: async () => {
        await cache.invalidateQueries(trpc.admin.users.pathFilter())
        showToast({ text: `${user.name} is ${AS_A[role]} now.` })
        onClose()
      },
    }),
  )
  return (
    <ConfirmDialog
      title={`Make ${user.name} ${AS_A[role]}?`}
      isOpen
      onClose={onClose}
      confirmLabel="Change role"
      keepLabel="Keep it"
      isDangerous={role === 'admin' || user.role === 'admin'}
      onConfirm={() => setRole.mutate({ userId: user.id, role })}
      isPending={setRole.isPending}
      error={setRole.error ? problemOf(setRole.error).message : undefined}
    >
      {MEANING[role](user.name)}
    </ConfirmDialog>
  )
}
