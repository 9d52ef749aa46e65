import type { ConnectionDto, PlatformPermission } from '@foyer/shared/connections'
import { type ReactNode, useId } from 'react'
import { Button } from '../../ui/button.tsx'
import { Status } from '../../ui/status.tsx'
import { PERMISSION_COPY, type PermissionRow, permissionRows } from './permission-copy.ts'
import { useConnect } from './use-connect.ts'

interface ListProps {
  connection: ConnectionDto
  returnTo: string
  /** Left unticked at the consent page just now. */
  refused?: readonly PlatformPermission[] | undefined
}

/** What the account allows besides making links, and what it could; each with what it is good for. */
export function PermissionList({ connection, returnTo, refused }: ListProps) {
  const rows = permissionRows(connection, refused)
  const granted = rows.filter(({ isGranted }) => isGranted)
  const open = rows.filter(({ isGranted }) => !isGranted)
  return (
    <div className="space-y-3 border-t border-line pt-3.5">
      <Group title="Also allowed" rows={granted} sign={() => <Status door="ready">Allowed</Status>} />
      <Group
        title="Allow more"
        rows={open}
        sign={({ permission }) => (
          <AllowButton platform={connection.platform} permission={permission} returnTo={returnTo} />
        )}
      />
    </div>
  )
}

function Group(props: { title: string; rows: PermissionRow[]; sign: (row: PermissionRow) => ReactNode }) {
  const { title, rows, sign } = props
  const id = useId()
  if (rows.length === 0) return null
  return (
    <div>
      <h3 id={id} className="text-small font-medium text-soft">
        {title}
      </h3>
      <ul aria-labelledby={id}>
        {rows.map((row) => (
          <li
            key={row.permission}
            className="flex flex-col gap-x-6 gap-y-2 py-2 sm:flex-row sm:items-center sm:justify-between"
          >
            <div className="max-w-xl min-w-0">
              <p className="font-medium">{row.title}</p>
              <p className="text-small text-pretty text-soft">{row.text}</p>
            </div>
            <div className="shrink-0">{sign(row)}</div>
          </li>
        ))}
      </ul>
    </div>
  )
}

function AllowButton(props: { platform: ConnectionDto['platform']; permission: PlatformPermission; returnTo: string }) {
  const { platform, permission, returnTo } = props
  const { connect, isPending } = useConnect(platform, returnTo, { permissions: [permission] })
  return (
    <Button isDense isPending={isPending} onPress={connect} aria-label={`Allow ${PERMISSION_COPY[permission].name}`}>
      Allow
    </Button>
  )
}
