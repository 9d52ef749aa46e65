import { PLATFORM_NAMES } from '@foyer/shared/platforms'
import type { SessionDto } from '@foyer/shared/sessions'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { problemOf } from '../../api/problem.ts'
import { trpc } from '../../api/trpc.ts'
import { ActionRow } from '../../ui/action-row.tsx'
import { showToast } from '../../ui/toast.ts'
import { PasteLinkDialog } from './paste-link-dialog.tsx'

/** Below the door, for whoever gives the session: a link of one's own, and the way back to the platform's. */
export function LinkActions({ session }: { session: SessionDto }) {
  const [isPasting, setIsPasting] = useState(false)
  const giveBack = useGiveBack()
  const { meeting, viewer } = session
  if (viewer === 'customer' || !meeting) return null
  const name = PLATFORM_NAMES[meeting.platform]
  const isManual = meeting.source === 'manual'
  return (
    <>
      <ActionRow onPress={() => setIsPasting(true)} rule={isManual ? 'in place of yours' : `instead of ${name}`}>
        {isManual ? 'Paste another link' : 'Paste a link'}
      </ActionRow>
      {isManual && (
        <ActionRow
          onPress={() => giveBack.mutate({ sessionId: session.id })}
          isDisabled={giveBack.isPending}
          rule="a link is made again"
        >
          {`Use ${name} again`}
        </ActionRow>
      )}
      <PasteLinkDialog session={session} isOpen={isPasting} onClose={() => setIsPasting(false)} />
    </>
  )
}

function useGiveBack() {
  const queryClient = useQueryClient()
  return useMutation(
    trpc.meetings.removeManualLink.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.sessions.pathKey() }),
      onError: (error) => showToast({ tone: 'brick', text: problemOf(error).message }),
    }),
  )
}
