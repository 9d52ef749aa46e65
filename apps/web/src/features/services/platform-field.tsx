import { type ConnectionDto, connectionIsUsable } from '@foyer/shared/connections'
import { PLATFORM_NAMES, type Platform } from '@foyer/shared/platforms'
import { useNow } from '../../lib/use-now.ts'
import { LinkButton } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useReader } from '../../ui/reader.ts'
import { Select } from '../../ui/select.tsx'
import { Status } from '../../ui/status.tsx'
import { connectionCopy } from '../connections/connection-copy.ts'

/** Where an online service meets, how the connection there stands, and the way to connect it. */
export function PlatformField(props: {
  connections: readonly ConnectionDto[]
  value: Platform | null
  onChange: (platform: Platform) => void
  error?: string | undefined
  /** The API refused to save because of the connection, whatever we know of it. */
  isRefused: boolean
  /** The integrations page, with the way back to what was typed. */
  connectHref: string
  /** The page of a room of one's own, likewise. */
  roomHref: string
  /** Opens that page beside this one, where what was typed is too long to travel along. */
  opensBeside: boolean
}) {
  const { connections, value, onChange, error, isRefused, connectHref, roomHref, opensBeside } = props
  const now = useNow()
  const reader = useReader()
  const chosen = connections.find(({ platform }) => platform === value)
  const copy = chosen && connectionCopy(chosen, now, reader)
  const isRoom = value === 'custom_room'
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
        <div className="min-w-56 flex-1">
          <Select
            label="Platform"
            value={value}
            onChange={onChange}
            error={error}
            choices={connections.map((connection) => {
              const { status } = connectionCopy(connection, now, reader)
              return {
                id: connection.platform,
                label: PLATFORM_NAMES[connection.platform],
                hint: connection.available
                  ? [status, connection.accountEmail ?? connection.accountLabel].filter(Boolean).join(' · ')
                  : status,
                isDisabled: !connection.available,
              }
            })}
          />
        </div>
        {copy && !error && (
          <div className="flex min-h-11 items-center">
            <Status door={copy.door}>{copy.status}</Status>
          </div>
        )}
      </div>
      {chosen && (isRefused || needsConnecting(chosen)) && (
        <Notice
          tone="amber"
          title={
            isRoom
              ? 'Your own room has to be set up first'
              : `${PLATFORM_NAMES[chosen.platform]} has to be connected first`
          }
          action={
            <LinkButton
              href={isRoom ? roomHref : connectHref}
              variant="primary"
              target={opensBeside ? '_blank' : undefined}
            >
              {isRoom ? 'Set up your own room' : `Connect ${PLATFORM_NAMES[chosen.platform]}`}
            </LinkButton>
          }
        >
          Without it no link can be made.{' '}
          {opensBeside
            ? 'It opens in another tab; this page waits for you.'
            : 'What you have written comes back with you.'}
        </Notice>
      )}
    </div>
  )
}

/** Whether somebody has to connect before a service can meet here. */
const needsConnecting = ({ status, available }: ConnectionDto) => available && !connectionIsUsable(status)
