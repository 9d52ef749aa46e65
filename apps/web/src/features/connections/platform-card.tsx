import { type ConnectionDto, connectionIsUsable, DAILY_LIMIT, type PlatformPermission } from '@foyer/shared/connections'
import { PLATFORM_COMPANIES, PLATFORM_NAMES } from '@foyer/shared/platforms'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { problemOf } from '../../api/problem.ts'
import { trpc } from '../../api/trpc.ts'
import { useNow } from '../../lib/use-now.ts'
import { paths } from '../../paths.ts'
import { Button, LinkButton } from '../../ui/button.tsx'
import { ConnectionCard } from '../../ui/connection-card.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useReader } from '../../ui/reader.ts'
import { Status } from '../../ui/status.tsx'
import { showToast } from '../../ui/toast.ts'
import { useForAll } from '../platform-change/use-for-all.tsx'
import { RoomCard } from '../rooms/room-card.tsx'
import { AccountQuestion } from './account-question.tsx'
import { adminRequestText } from './admin-request.ts'
import { ConnectButton } from './connect-button.tsx'
import { type ConnectionCopy, connectionCopy } from './connection-copy.ts'
import { DisconnectDialog } from './disconnect-dialog.tsx'
import { FailureDetails, failureDetails } from './failure-details.tsx'
import { waitingFact } from './impact.ts'
import { permissionRows } from './permission-copy.ts'
import { PermissionList } from './permission-list.tsx'
import { spokenResumption } from './resumption.ts'
import { UseBackupButton } from './use-backup-button.tsx'
import { useConnect } from './use-connect.ts'
import { useConnectionActions } from './use-connection-actions.ts'

interface CardProps {
  connection: ConnectionDto
  returnTo: string
  /** The reader has just come back from the consent page without giving the permission. */
  isDenied?: boolean | undefined
  /** What the reader has just left unticked there, though asked for. */
  refused?: readonly PlatformPermission[] | undefined
}

/** One platform: how it stands with the provider, and what can be done about it. */
export function PlatformCard(props: CardProps) {
  const { connection, returnTo } = props
  // A room of one's own belongs to no account: it is set, and there is nothing to connect or test.
  if (connection.platform === 'custom_room') return <RoomCard connection={connection} returnTo={returnTo} />
  return <AccountCard {...props} />
}

function AccountCard({ connection, returnTo, isDenied = false, refused }: CardProps) {
  const [isAsking, setIsAsking] = useState(false)
  const now = useNow()
  const reader = useReader()
  const test = useTest()
  const { platform, available } = connection
  const copy = connectionCopy(connection, now, reader, { isDenied })
  const hasMore = permissionRows(connection).length > 0
  const isSwitching = connection.otherAccount?.step === 'switching'
  const hasActions = copy.canTest || copy.verb !== null || copy.canDisconnect || isSwitching
  return (
    <>
      <ConnectionCard
        name={PLATFORM_NAMES[platform]}
        // While it is asked, the last state stays on the line below.
        status={
          test.isPending ? <Status door="preparing">Checking</Status> : <Status door={copy.door}>{copy.status}</Status>
        }
        account={copy.line}
        fact={available ? waitingFact(connection, now, reader) : undefined}
        actions={
          hasActions && (
            <CardActions
              connection={connection}
              copy={copy}
              returnTo={returnTo}
              onTest={() => test.mutate({ platform })}
              isTesting={test.isPending}
              onDisconnect={() => setIsAsking(true)}
            />
          )
        }
      >
        {available && (hasNotes(connection) || hasMore) && (
          <div className="space-y-3">
            {hasNotes(connection) && <CardNotes connection={connection} />}
            {hasMore && <PermissionList connection={connection} returnTo={returnTo} refused={refused} />}
          </div>
        )}
      </ConnectionCard>
      <DisconnectDialog connection={connection} isOpen={isAsking} onClose={() => setIsAsking(false)} />
    </>
  )
}

function CardActions(props: {
  connection: ConnectionDto
  copy: ConnectionCopy
  returnTo: string
  onTest: () => void
  isTesting: boolean
  onDisconnect: () => void
}) {
  const { connection, copy, returnTo, onTest, isTesting, onDisconnect } = props
  const { cancelStart, keepAccount } = useConnectionActions()
  const { platform, otherAccount, accountEmail } = connection
  const { connect } = useConnect(platform, returnTo, { chooseAccount: true })
  const name = PLATFORM_NAMES[platform]
  const forAdmin = adminRequestText(connection, window.location.origin)
  const forAll = useForAll(connection)
  return (
    <>
      {copy.canTest && (
        <Button isDense onPress={onTest} isPending={isTesting} aria-label={`Test ${name}`}>
          Test
        </Button>
      )}
      {copy.canCancel && (
        <Button
          isDense
          onPress={() => cancelStart.mutate({ platform })}
          isPending={cancelStart.isPending}
          aria-label={`Cancel, ${name}`}
        >
          Cancel
        </Button>
      )}
      {otherAccount?.step === 'switching' && (
        <Button isDense onPress={() => keepAccount.mutate({ platform })} isPending={keepAccount.isPending}>
          Keep {accountEmail}
        </Button>
      )}
      <FixedLinkButton connection={connection} returnTo={returnTo} />
      {copy.verb && (
        <ConnectButton
          platform={platform}
          verb={copy.verb}
          returnTo={returnTo}
          variant={copy.door === 'needs' && !forAdmin && !otherAccount ? 'primary' : 'outline'}
          isDense
        />
      )}
      {forAdmin && (
        <CopyButton text={forAdmin} variant="primary" isDense>
          Copy message for admin
        </CopyButton>
      )}
      <UseBackupButton connection={connection} />
      {copy.canDisconnect && (
        <Menu
          label={`More for ${name}`}
          entries={[
            ...forAll.entries,
            ...(connectionIsUsable(connection.status)
              ? [{ id: 'other', label: 'Use another account', onAction: connect }]
              : []),
            { id: 'off', label: `Disconnect ${name}`, isDanger: true, onAction: onDisconnect },
          ]}
        />
      )}
      {forAll.dialog}
    </>
  )
}

/** Another way to a link where no account is connected, as long as there is no room of the provider's own. */
function FixedLinkButton({ connection, returnTo }: { connection: ConnectionDto; returnTo: string }) {
  const { data: all = [] } = useQuery(trpc.connections.list.queryOptions())
  const room = all.find(({ platform }) => platform === 'custom_room')
  if (connection.status !== 'not_connected' || room?.status !== 'not_connected') return null
  const back = returnTo === paths.dashboardIntegrations() ? undefined : returnTo
  return (
    <LinkButton
      href={paths.dashboardRoom(back)}
      isDense
      aria-label={`Use a fixed link, not ${PLATFORM_NAMES[connection.platform]}`}
    >
      Use a fixed link
    </LinkButton>
  )
}

const hasNotes = (connection: ConnectionDto) =>
  connection.otherAccount?.step === 'offered' || connection.isSetUpRefused || failureDetails(connection) !== null

/** What belongs under the line: a question, a fault that is not the provider's, and what helpers want to know. */
function CardNotes({ connection }: { connection: ConnectionDto }) {
  return (
    <div className="space-y-3">
      <AccountQuestion connection={connection} />
      {connection.isSetUpRefused && (
        <Notice
          tone="sky"
          title={`Something is wrong with this site’s ${PLATFORM_COMPANIES[connection.platform]} set-up`}
        >
          Its operators have been told. It is not your account, and there is nothing for you to do: what waits is made
          as soon as they have mended it.
        </Notice>
      )}
      <FailureDetails connection={connection} />
    </div>
  )
}

function useTest() {
  const reader = useReader()
  const queryClient = useQueryClient()
  return useMutation(
    trpc.connections.test.mutationOptions({
      onSuccess: async (connection) => {
        const { platform, status, isSetUpRefused, resumesAt } = connection
        await queryClient.invalidateQueries({ queryKey: trpc.connections.list.queryKey() })
        if ((status === 'connected' || status === 'expiring') && !isSetUpRefused) {
          showToast({ tone: 'pine', text: `${PLATFORM_NAMES[platform]} answers. Links can be made.` })
        }
        const again = spokenResumption({ resumesAt }, new Date(), reader)
        if (connection.reason === DAILY_LIMIT)
          showToast({
            tone: 'sky',
            text: connectionCopy({ ...connection, accountEmail: null }, new Date(), reader).line,
          })
        else if (again)
          showToast({ tone: 'sky', text: `${PLATFORM_NAMES[platform]} does not answer well. Asked again ${again}.` })
      },
      onError: (error) => showToast({ tone: 'brick', text: problemOf(error).message }),
    }),
  )
}
