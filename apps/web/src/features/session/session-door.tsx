import type { SessionDto } from '@foyer/shared/sessions'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { problemOf } from '../../api/problem.ts'
import { trpc } from '../../api/trpc.ts'
import { useNow } from '../../lib/use-now.ts'
import { paths } from '../../paths.ts'
import { Button, LinkButton } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { DoorCard } from '../../ui/door-card.tsx'
import { useReader } from '../../ui/reader.ts'
import { showToast } from '../../ui/toast.ts'
import { type DoorView, doorView } from './door-view.ts'
import { NextTry } from './next-try.tsx'
import { PasteLinkDialog } from './paste-link-dialog.tsx'
import { useUseFallback } from './use-fallback.ts'

/** Often enough that the door opens on the second it says. */
const LOOK_MS = 1000

/** The door of a session: its state, the way in, and what helps where there is none yet. */
export function SessionDoor({ session }: { session: SessionDto }) {
  const reader = useReader()
  const now = useNow(LOOK_MS)
  const view = doorView(session, now, reader)
  return (
    <DoorCard
      state={view.state}
      title={view.title}
      line={view.line}
      mark={view.mark}
      fallback={view.fallback}
      progress={view.isUnderWay ? 'unknown' : undefined}
      note={noteOf(session, view)}
      action={hasAction(view) && <DoorActions session={session} view={view} />}
      footnote={<UnderDoor session={session} view={view} />}
    />
  )
}

function noteOf({ viewer }: SessionDto, { nextAttemptAt, isUnderWay }: DoorView) {
  if (nextAttemptAt) return <NextTry at={nextAttemptAt} />
  return isUnderWay && viewer === 'customer' ? 'You can leave this page. The link will be here.' : undefined
}

const hasAction = ({ join, toConnect, canRetry, canUseFallback }: DoorView) =>
  Boolean(join || toConnect || canRetry || canUseFallback)

function DoorActions({ session, view }: { session: SessionDto; view: DoorView }) {
  const { join, toConnect, canRetry, canUseFallback } = view
  const isRoom = session.meeting?.platform === 'custom_room'
  return (
    <>
      {join && (
        <LinkButton href={join.path} target="_self" variant={join.isOpen ? 'primary' : 'outline'}>
          {join.label}
        </LinkButton>
      )}
      {toConnect && (
        <LinkButton href={isRoom ? paths.dashboardRoom() : paths.dashboardIntegrations()} variant="primary">
          {isRoom ? 'Set up your own room' : `Connect ${toConnect}`}
        </LinkButton>
      )}
      {canRetry && <RetryButton sessionId={session.id} label={view.retryLabel} />}
      {canUseFallback && <UseFallbackButton sessionId={session.id} />}
      {canRetry && <PasteButton session={session} />}
    </>
  )
}

/** Where no link comes: the way out that needs no platform. */
function PasteButton({ session }: { session: SessionDto }) {
  const [isPasting, setIsPasting] = useState(false)
  return (
    <>
      <Button onPress={() => setIsPasting(true)}>Paste a link</Button>
      <PasteLinkDialog session={session} isOpen={isPasting} onClose={() => setIsPasting(false)} />
    </>
  )
}

function RetryButton({ sessionId, label = 'Retry now' }: { sessionId: string; label?: string | undefined }) {
  const retry = useMutation(
    trpc.meetings.retry.mutationOptions({
      onSuccess: () => showToast({ text: 'Trying now. The door shows what comes of it.' }),
      onError: (error) => showToast({ tone: 'brick', text: problemOf(error).message }),
    }),
  )
  return (
    <Button onPress={() => retry.mutate({ sessionId })} isPending={retry.isPending}>
      {label}
    </Button>
  )
}

/** Where there is no link yet: nobody has to be asked twice before the backup may help. */
function UseFallbackButton({ sessionId }: { sessionId: string }) {
  const using = useUseFallback()
  return (
    <Button onPress={() => using.mutate({ sessionId })} isPending={using.isPending}>
      Use backup now
    </Button>
  )
}

function UnderDoor({ session, view }: { session: SessionDto; view: DoorView }) {
  const isAhead = session.status === 'scheduled' && view.title !== 'This session is over'
  return (
    <>
      {view.footnote && <p className="w-full">{view.footnote}</p>}
      {isAhead && session.joinPath && (
        <CopyButton text={new URL(session.joinPath, location.origin).href} isDense>
          Copy link
        </CopyButton>
      )}
      {isAhead && (
        <LinkButton href={paths.sessionCalendar(session.id)} target="_self" isDense>
          Add to calendar
        </LinkButton>
      )}
    </>
  )
}
