import { PLATFORM_COMPANIES } from '@foyer/shared/platforms'
import type { SessionDto } from '@foyer/shared/sessions'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { problemOf } from '../../api/problem.ts'
import { trpc } from '../../api/trpc.ts'
import { formatStart } from '../../lib/relative.ts'
import { useNow } from '../../lib/use-now.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useReader } from '../../ui/reader.ts'
import { showToast } from '../../ui/toast.ts'
import { handEditView } from './hand-edit-view.ts'
import { otherPartyOf } from './other-party.ts'

/** Asks whoever gives a session what is to become of it after its event was moved at the platform; the link works meanwhile. */
export function HandEditNotice({ session }: { session: SessionDto }) {
  const now = useNow()
  const view = handEditView(session, now)
  const reader = useReader()
  if (!view) return null
  const where = view.foundStartsAt ? ` It is there now: ${formatStart(view.foundStartsAt, now, reader)}.` : ''
  return (
    <Notice
      tone="amber"
      isStacked
      title={`Moved at ${PLATFORM_COMPANIES[view.platform]}, not here`}
      action={
        <>
          <PutBack sessionId={session.id} />
          {view.moveTo && <MoveToo session={session} {...view.moveTo} />}
        </>
      }
    >
      Everybody else still sees the time above, and the link works.{where} You wanted to be asked, so nothing was
      changed.
    </Notice>
  )
}

function PutBack({ sessionId }: { sessionId: string }) {
  const retry = useMutation(
    trpc.meetings.retry.mutationOptions({
      onSuccess: () => showToast({ text: 'Putting it back to the time above.' }),
      onError: (error) => showToast({ tone: 'brick', text: problemOf(error).message }),
    }),
  )
  return (
    <Button variant="primary" onPress={() => retry.mutate({ sessionId })} isPending={retry.isPending}>
      Put it back
    </Button>
  )
}

function MoveToo({ session, bookingId, startsAt }: { session: SessionDto; bookingId: string; startsAt: string }) {
  const [isAsking, setIsAsking] = useState(false)
  const now = useNow()
  const reader = useReader()
  const queryClient = useQueryClient()
  const close = () => setIsAsking(false)
  const moving = useMutation(
    trpc.bookings.reschedule.mutationOptions({
      onSuccess: () => {
        close()
        void queryClient.invalidateQueries({ queryKey: trpc.sessions.pathKey() })
        showToast({ tone: 'pine', text: 'Moved. Everybody sees the new time.' })
      },
    }),
  )
  return (
    <>
      <Button onPress={() => setIsAsking(true)}>Move the session too</Button>
      <ConfirmDialog
        title="Move the session too?"
        isOpen={isAsking}
        onClose={close}
        confirmLabel="Move the session"
        keepLabel="Leave it"
        isDangerous={false}
        isPending={moving.isPending}
        error={moving.error ? problemOf(moving.error).message : undefined}
        onConfirm={() => moving.mutate({ id: bookingId, startsAt })}
      >
        It then begins {formatStart(startsAt, now, reader)}. {otherPartyOf(session).name} is told of the new time; the
        link stays the same.
      </ConfirmDialog>
    </>
  )
}
