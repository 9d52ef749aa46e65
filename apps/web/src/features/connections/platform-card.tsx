import type { ConnectionDto } from '@foyer/shared/connections'
import { PLATFORM_NAMES } from '@foyer/shared/platforms'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { problemOf } from '../../api/problem.ts'
import { trpc } from '../../api/trpc.ts'
import { useNow } from '../../lib/use-now.ts'
import { Button } from '../../ui/button.tsx'
import { ConnectionCard } from '../../ui/connection-card.tsx'
import { Menu } from '../../ui/menu.tsx'
import { useReader } from '../../ui/reader.ts'
import { Status } from '../../ui/status.tsx'
import { showToast } from '../../ui/toast.ts'
import { ConnectButton } from './connect-button.tsx'
import { connectionCopy } from './connection-copy.ts'
import { DisconnectDialog } from './disconnect-dialog.tsx'

/** One platform: how the permission stands, and what can be done about it. */
export function PlatformCard({ connection, returnTo }: { connection: ConnectionDto; returnTo: string }) {
  const [isAsking, setIsAsking] = useState(false)
  const now = useNow()
  const reader = useReader()
  const test = useTest()
  const { platform, sessionsAffected, available } = connection
  const name = PLATFORM_NAMES[platform]
  const copy = connectionCopy(connection, now, reader)
  // A room of one's own belongs to no account: there is nothing to connect, test or end.
  const hasAccount = platform !== 'custom_room'
  const hasActions = hasAccount && (copy.canTest || copy.verb !== null || copy.canDisconnect)
  return (
    <>
      <ConnectionCard
        name={name}
        status={<Status door={copy.door}>{hasAccount || !available ? copy.status : 'Always there'}</Status>}
        account={copy.line}
        fact={waiting(available ? sessionsAffected : 0)}
        actions={
          hasActions && (
            <>
              {copy.canTest && (
                <Button
                  isDense
                  onPress={() => test.mutate({ platform })}
                  isPending={test.isPending}
                  aria-label={`Test ${name}`}
                >
                  Test
                </Button>
              )}
              {copy.verb && (
                <ConnectButton
                  platform={platform}
                  verb={copy.verb}
                  returnTo={returnTo}
                  variant={copy.door === 'needs' ? 'primary' : 'outline'}
                  isDense
                />
              )}
              {copy.canDisconnect && (
                <Menu
                  label={`More for ${name}`}
                  entries={[
                    { id: 'off', label: `Disconnect ${name}`, isDanger: true, onAction: () => setIsAsking(true) },
                  ]}
                />
              )}
            </>
          )
        }
      />
      <DisconnectDialog connection={connection} isOpen={isAsking} onClose={() => setIsAsking(false)} />
    </>
  )
}

function useTest() {
  const queryClient = useQueryClient()
  return useMutation(
    trpc.connections.test.mutationOptions({
      onSuccess: async ({ platform, status }) => {
        await queryClient.invalidateQueries({ queryKey: trpc.connections.list.queryKey() })
        if (status === 'connected') {
          showToast({ tone: 'pine', text: `${PLATFORM_NAMES[platform]} answers. Links can be made.` })
        }
      },
      onError: (error) => showToast({ tone: 'brick', text: problemOf(error).message }),
    }),
  )
}

function waiting(count: number): string | undefined {
  if (count === 0) return undefined
  return count === 1 ? '1 session waiting' : `${count} sessions waiting`
}
