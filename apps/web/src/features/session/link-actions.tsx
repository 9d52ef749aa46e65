import type { MeetingDto } from '@foyer/shared/meetings'
import { PLATFORM_NAMES } from '@foyer/shared/platforms'
import type { SessionDto } from '@foyer/shared/sessions'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { problemOf } from '../../api/problem.ts'
import { trpc } from '../../api/trpc.ts'
import { ActionRow } from '../../ui/action-row.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { showToast } from '../../ui/toast.ts'
import { ChangeRow } from '../platform-change/change-row.tsx'
import { PasteLinkDialog } from './paste-link-dialog.tsx'
import { useEndFallback, useUseFallback } from './use-fallback.ts'

/** Below the door, for whoever gives the session: a link of one's own, the backup, and the way back to the platform's. */
export function LinkActions({ session }: { session: SessionDto }) {
  const [isPasting, setIsPasting] = useState(false)
  const giveBack = useGiveBack()
  const endFallback = useEndFallback()
  const { meeting, viewer, id: sessionId } = session
  if (viewer === 'customer' || !meeting) return null
  const name = PLATFORM_NAMES[meeting.platform]
  const isManual = meeting.source === 'manual'
  const from = meeting.source === 'fallback' ? meeting.fallback?.from : undefined
  return (
    <>
      <ChangeRow session={session} />
      <ActionRow onPress={() => setIsPasting(true)} rule={pasteRule(meeting)}>
        {isManual ? 'Paste another link' : 'Paste a link'}
      </ActionRow>
      {meeting.status === 'ready' && meeting.canUseFallback && <UseFallbackRow session={session} name={name} />}
      {from && (
        <ActionRow
          onPress={() => endFallback.mutate({ sessionId })}
          isDisabled={endFallback.isPending}
          rule="a link is made again"
        >
          {`Use ${PLATFORM_NAMES[from]} again`}
        </ActionRow>
      )}
      {isManual && (
        <ActionRow
          onPress={() => giveBack.mutate({ sessionId })}
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

function pasteRule({ source, fallback, platform }: MeetingDto): string {
  if (source === 'manual') return 'in place of yours'
  return fallback && source === 'fallback' ? 'instead of the backup' : `instead of ${PLATFORM_NAMES[platform]}`
}

/** A link that works is given up for the backup only after a question. */
function UseFallbackRow({ session, name }: { session: SessionDto; name: string }) {
  const [isAsking, setIsAsking] = useState(false)
  const using = useUseFallback()
  return (
    <>
      <ActionRow onPress={() => setIsAsking(true)} rule={`instead of ${name}`}>
        Use the backup
      </ActionRow>
      <ConfirmDialog
        title="Use the backup instead?"
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        confirmLabel="Use the backup"
        keepLabel={`Keep ${name}`}
        isDangerous={false}
        isPending={using.isPending}
        onConfirm={() => using.mutate({ sessionId: session.id }, { onSettled: () => setIsAsking(false) })}
      >
        Everybody comes in through the same Join as always and is told of the new link. The {name} link stops working.
      </ConfirmDialog>
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
