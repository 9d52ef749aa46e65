import type { SessionDto } from '@foyer/shared/sessions'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { problemOf } from '../../api/problem.ts'
import { trpc } from '../../api/trpc.ts'
import { formatDay, formatDayAndRange, formatRange } from '../../lib/time.ts'
import { useNow } from '../../lib/use-now.ts'
import { paths } from '../../paths.ts'
import { Button, LinkButton } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { useReader } from '../../ui/reader.ts'
import { SessionRow } from '../../ui/session-row.tsx'
import { Status } from '../../ui/status.tsx'
import { showToast } from '../../ui/toast.ts'
import { linkStatus, sessionFacts, sessionName, sessionStep } from './link-status.ts'

/** A session of a provider: when, who, how its link stands and the one thing to do. `withDay` where a list spans days. */
export function ProviderSessionRow({
  session,
  withDay = true,
  choice,
}: {
  session: SessionDto
  withDay?: boolean | undefined
  /** While sessions are being chosen: a box in place of what can be done. */
  choice?: { isChosen: boolean; onToggle: () => void; isDisabled: boolean } | undefined
}) {
  const now = useNow(10_000)
  const reader = useReader()
  const { startsAt, endsAt } = session
  const status = linkStatus(session, now, reader)
  return (
    <SessionRow
      time={
        <time dateTime={startsAt}>
          {withDay ? formatDayAndRange(startsAt, endsAt, now, reader) : formatRange(startsAt, endsAt, reader)}
        </time>
      }
      person={sessionName(session)}
      what={sessionFacts(session, now)}
      href={paths.session(session.id)}
      status={
        <span role="status" className="flex">
          <Status door={status.door} tone={status.tone}>
            {status.words}
          </Status>
        </span>
      }
      action={
        choice ? (
          <Checkbox
            aria-label={`Choose ${sessionName(session)}, ${formatDayAndRange(startsAt, endsAt, now, reader)}`}
            isSelected={choice.isChosen}
            onChange={choice.onToggle}
            isDisabled={choice.isDisabled}
          />
        ) : (
          <SessionAction session={session} />
        )
      }
    />
  )
}

/** The one thing to do about a session now: enter, copy its link, try again, mend the connection, or see it. */
export function SessionAction({ session, isMain = false }: { session: SessionDto; isMain?: boolean | undefined }) {
  const now = useNow(10_000)
  const reader = useReader()
  const who = `${sessionName(session)}, ${formatDay(session.startsAt, now, reader)}`
  const look = isMain ? ({ variant: 'primary' } as const) : ({ isDense: true } as const)
  const step = sessionStep(session, now)
  switch (step) {
    case 'start':
      return (
        <LinkButton {...look} href={session.joinPath ?? ''} target="_self" aria-label={`Start, ${who}`}>
          Start
        </LinkButton>
      )
    case 'copy':
      return (
        <CopyButton text={`${location.origin}${session.joinPath}`} isDense={!isMain}>
          Copy link
        </CopyButton>
      )
    case 'retry':
      return <TryNowButton session={session} who={who} isDense={!isMain} />
    case 'reconnect':
      return (
        <LinkButton {...look} href={paths.dashboardIntegrations()} aria-label={`Reconnect for ${who}`}>
          Reconnect
        </LinkButton>
      )
    case 'open':
      return (
        <LinkButton isDense={!isMain} href={paths.session(session.id)} aria-label={`Details, ${who}`}>
          Details
        </LinkButton>
      )
  }
}

function TryNowButton({ session, who, isDense }: { session: SessionDto; who: string; isDense: boolean }) {
  const queryClient = useQueryClient()
  const retry = useMutation(
    trpc.meetings.retry.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ refetchType: 'active' }),
      onError: (error) => showToast({ tone: 'brick', text: problemOf(error).message }),
    }),
  )
  return (
    <Button
      isDense={isDense}
      isPending={retry.isPending}
      onPress={() => retry.mutate({ sessionId: session.id })}
      aria-label={`Retry now, ${who}`}
    >
      Retry now
    </Button>
  )
}
