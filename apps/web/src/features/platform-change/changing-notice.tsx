import type { SessionDto } from '@foyer/shared/sessions'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { problemOf } from '../../api/problem.ts'
import { trpc } from '../../api/trpc.ts'
import { useNow } from '../../lib/use-now.ts'
import { paths } from '../../paths.ts'
import { Button, LinkButton } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { showToast } from '../../ui/toast.ts'
import { NextTry } from '../session/next-try.tsx'
import { changingView } from './changing-view.ts'

/** That a session is on its way to another platform, what keeps it, and the way back; for whoever gives it. */
export function ChangingNotice({ session }: { session: SessionDto }) {
  const now = useNow()
  const view = changingView(session, now)
  if (!view) return null
  return (
    <Notice
      tone={view.tone}
      isStacked
      title={view.title}
      action={
        <>
          {view.toConnect && session.viewer === 'provider' && (
            <LinkButton href={paths.dashboardIntegrations(paths.session(session.id))} variant="primary">
              {session.meeting?.changingTo === 'custom_room' ? 'Set up your own room' : `Connect ${view.toConnect}`}
            </LinkButton>
          )}
          {view.canRetry && <RetryButton sessionId={session.id} />}
          <StayButton sessionId={session.id} label={view.stay} />
        </>
      }
    >
      <p>{view.text}</p>
      {view.nextAttemptAt && <NextTry at={view.nextAttemptAt} />}
    </Notice>
  )
}

function RetryButton({ sessionId }: { sessionId: string }) {
  const retry = useMutation(
    trpc.meetings.retry.mutationOptions({
      onError: (error) => showToast({ tone: 'brick', text: problemOf(error).message }),
    }),
  )
  return (
    <Button onPress={() => retry.mutate({ sessionId })} isPending={retry.isPending}>
      Retry now
    </Button>
  )
}

function StayButton({ sessionId, label }: { sessionId: string; label: string }) {
  const queryClient = useQueryClient()
  const undo = useMutation(
    trpc.meetings.undoChange.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: trpc.sessions.pathKey() })
        showToast({ tone: 'pine', text: 'It stays where it was. Nobody has to be told.' })
      },
      onError: (error) => showToast({ tone: 'brick', text: problemOf(error).message }),
    }),
  )
  return (
    <Button onPress={() => undo.mutate({ sessionId })} isPending={undo.isPending}>
      {label}
    </Button>
  )
}
