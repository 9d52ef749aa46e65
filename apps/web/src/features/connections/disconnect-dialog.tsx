import type { ConnectionDto } from '@foyer/shared/connections'
import { PLATFORM_COMPANIES, PLATFORM_NAMES } from '@foyer/shared/platforms'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { problemToShow } from '../../api/problem.ts'
import { trpc } from '../../api/trpc.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { RadioCards } from '../../ui/radio-cards.tsx'
import { disconnectChoices } from './disconnect-choices.ts'

/** Asks before a permission is ended what becomes of the sessions that use it, and does exactly that. */
export function DisconnectDialog(props: { connection: ConnectionDto; isOpen: boolean; onClose: () => void }) {
  const { connection, isOpen, onClose } = props
  const { platform, accountEmail, sessionsAhead } = connection
  const name = PLATFORM_NAMES[platform]
  const queryClient = useQueryClient()
  const { data: all = [] } = useQuery(trpc.connections.list.queryOptions())
  const choices = disconnectChoices(connection, all)
  const [chosen, setChosen] = useState('keep')
  const disconnect = useMutation(
    trpc.connections.disconnect.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ refetchType: 'active' })
        onClose()
      },
    }),
  )
  const close = () => {
    disconnect.reset()
    setChosen('keep')
    onClose()
  }
  const send = () => {
    const choice = choices.find(({ id }) => id === chosen)
    disconnect.mutate({
      platform,
      futureMeetings: choice?.futureMeetings ?? 'keep',
      ...(choice?.to && { to: choice.to }),
    })
  }
  const account = accountEmail ? ` of ${accountEmail}` : ''
  const isRoom = platform === 'custom_room'
  const after = isRoom
    ? 'New links cannot be made there until you set it up again.'
    : `New links cannot be made until you connect again. Foyer gives the permission${account} back to ${PLATFORM_COMPANIES[platform]}.`
  return (
    <ConfirmDialog
      title={isRoom ? 'Give up your own room?' : `Disconnect ${name}?`}
      isOpen={isOpen}
      onClose={close}
      confirmLabel={isRoom ? 'Give it up' : `Disconnect ${name}`}
      keepLabel="Keep it"
      onConfirm={send}
      isPending={disconnect.isPending}
      error={problemToShow(disconnect.error)?.message}
    >
      <p>
        {usedBy(sessionsAhead)} {choices.length === 1 && choices[0]?.hint} {after}
      </p>
      {choices.length > 1 && (
        <div className="pt-4 text-ink">
          <RadioCards
            label={sessionsAhead === 1 ? 'What becomes of its link?' : 'What becomes of their links?'}
            choices={choices}
            value={chosen}
            onChange={setChosen}
          />
        </div>
      )}
    </ConfirmDialog>
  )
}

function usedBy(count: number): string {
  if (count === 0) return 'No coming session uses it.'
  return count === 1 ? '1 coming session uses it.' : `${count} coming sessions use it.`
}
