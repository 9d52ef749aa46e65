import type { ConnectionDto } from '@foyer/shared/connections'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { trpc } from '../../api/trpc.ts'
import { useNow } from '../../lib/use-now.ts'
import { paths } from '../../paths.ts'
import { LinkButton } from '../../ui/button.tsx'
import { ConnectionCard } from '../../ui/connection-card.tsx'
import { Menu } from '../../ui/menu.tsx'
import { useReader } from '../../ui/reader.ts'
import { Status } from '../../ui/status.tsx'
import { DisconnectDialog } from '../connections/disconnect-dialog.tsx'
import { waitingFact } from '../connections/impact.ts'
import { useForAll } from '../platform-change/use-for-all.tsx'
import { roomConnectionCopy, roomLine } from './room-copy.ts'

/** The provider's own room among the platforms: where sessions meet there, and the way to set it. */
export function RoomCard({ connection, returnTo }: { connection: ConnectionDto; returnTo: string }) {
  const [isAsking, setIsAsking] = useState(false)
  const now = useNow()
  const reader = useReader()
  const copy = roomConnectionCopy(connection)
  const isSet = copy.door === 'ready'
  const { data: room } = useQuery({ ...trpc.connections.room.queryOptions(), enabled: isSet })
  const name = 'Your own room'
  const forAll = useForAll(connection)
  const back = returnTo === paths.dashboardIntegrations() ? undefined : returnTo
  return (
    <>
      <ConnectionCard
        name={name}
        status={<Status door={copy.door}>{copy.status}</Status>}
        account={<span className="wrap-anywhere">{isSet && room ? roomLine(room) : copy.line}</span>}
        fact={waitingFact(connection, now, reader)}
        actions={
          <>
            {(isSet || copy.verb) && (
              <LinkButton
                href={paths.dashboardRoom(back)}
                isDense
                variant={copy.door === 'needs' ? 'primary' : 'outline'}
                aria-label={`${isSet ? 'Change' : copy.verb} your own room`}
              >
                {isSet ? 'Change' : copy.verb}
              </LinkButton>
            )}
            {copy.canDisconnect && (
              <Menu
                label={`More for ${name}`}
                entries={[
                  ...forAll.entries,
                  { id: 'off', label: 'Give this room up', isDanger: true, onAction: () => setIsAsking(true) },
                ]}
              />
            )}
          </>
        }
      />
      {forAll.dialog}
      <DisconnectDialog connection={connection} isOpen={isAsking} onClose={() => setIsAsking(false)} />
    </>
  )
}
