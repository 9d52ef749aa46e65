import type { MeetingAttemptDto, ProblemMeetingDto } from '@foyer/shared/admin'
import { PLATFORM_COMPANIES } from '@foyer/shared/platforms'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { problemOf } from '../../api/problem.ts'
import { trpc } from '../../api/trpc.ts'
import { formatClockSeconds, formatDayAndRange, formatDayShort } from '../../lib/time.ts'
import { useNow } from '../../lib/use-now.ts'
import { paths } from '../../paths.ts'
import { Button, LinkButton } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useReader } from '../../ui/reader.ts'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { fallbackReason } from '../session/fallback-words.ts'
import { MEETING_COPY, namesFor } from '../session/meeting-copy.ts'
import { attemptDetails, attemptSentence } from './attempt-copy.ts'

/** Whoever has it open waits for what a try comes to. */
const WATCH_MS = 2000

/** One session without a link: why, what was tried, and the button that tries now. */
export function ProblemDialog({ problem, onClose }: { problem: ProblemMeetingDto; onClose: () => void }) {
  const { sessionId, serviceTitle, provider, platform } = problem
  const cache = useQueryClient()
  const now = useNow(10_000)
  const reader = useReader()
  const attempts = useQuery(trpc.admin.meetings.attempts.queryOptions({ sessionId }, { refetchInterval: WATCH_MS }))
  const session = useQuery(trpc.sessions.get.queryOptions({ id: sessionId }, { refetchInterval: WATCH_MS }))
  const retry = useMutation(
    trpc.admin.meetings.retry.mutationOptions({
      onSuccess: () =>
        Promise.all([
          cache.invalidateQueries(trpc.admin.pathFilter()),
          cache.invalidateQueries(trpc.sessions.get.queryFilter({ id: sessionId })),
        ]),
    }),
  )
  const using = useMutation(
    trpc.meetings.useFallback.mutationOptions({
      onSuccess: () =>
        Promise.all([
          cache.invalidateQueries(trpc.admin.pathFilter()),
          cache.invalidateQueries(trpc.sessions.get.queryFilter({ id: sessionId })),
        ]),
    }),
  )
  // What came of a try was followed here; the list behind has yet to hear of it.
  const close = () => {
    void cache.invalidateQueries(trpc.admin.pathFilter())
    onClose()
  }
  const failure = retry.error ?? using.error ?? attempts.error
  const meeting = session.data?.meeting
  const isReady = meeting?.status === 'ready'
  const reason = meeting ? meeting.reason : problem.reason
  return (
    <Dialog
      title={serviceTitle}
      size="wide"
      isOpen
      onClose={close}
      actions={
        <>
          <LinkButton href={paths.adminSessionHistory(sessionId)}>History</LinkButton>
          <LinkButton href={paths.session(sessionId)}>Open session</LinkButton>
          {!isReady && meeting?.canUseFallback && (
            <Button onPress={() => using.mutate({ sessionId })} isPending={using.isPending}>
              Use backup now
            </Button>
          )}
          {!isReady && (
            <Button variant="primary" onPress={() => retry.mutate({ sessionId })} isPending={retry.isPending}>
              Retry now
            </Button>
          )}
        </>
      }
    >
      <p className="text-soft">
        {provider.name}
        {session.data && ` · ${formatDayAndRange(session.data.startsAt, session.data.endsAt, now, reader)}`}
      </p>
      <p role="status" className="text-body">
        {isReady
          ? 'The link is there.'
          : reason
            ? MEETING_COPY[reason].customer(namesFor(platform, provider.name, 'customer'))
            : 'The link is being made.'}
        {meeting && fallbackReason(meeting) && ` ${fallbackReason(meeting)}`}
        {retry.isSuccess && !isReady && ' It is tried again now; what comes of it appears below.'}
      </p>
      {failure && (
        <Notice tone="brick" title="That did not work">
          {problemOf(failure).message}
        </Notice>
      )}
      <section aria-labelledby="attempts" className="space-y-1">
        <h3 id="attempts" className="font-strong">
          What was tried
        </h3>
        {attempts.isPending && <SkeletonRows count={2} />}
        {attempts.data?.length === 0 && <p className="text-soft">Nothing yet: no call was made for this session.</p>}
        <ol className="divide-y divide-line">
          {attempts.data?.map((attempt) => (
            <Attempt key={attempt.id} attempt={attempt} company={PLATFORM_COMPANIES[platform]} now={now} />
          ))}
        </ol>
      </section>
    </Dialog>
  )
}

function Attempt(props: { attempt: MeetingAttemptDto; company: string; now: Date }) {
  const { attempt, company, now } = props
  const reader = useReader()
  const clock = (at: string) => formatClockSeconds(at, reader)
  return (
    <li className="grid gap-x-5 py-2.5 text-small sm:grid-cols-[auto_minmax(0,1fr)]">
      <time dateTime={attempt.at} className="whitespace-nowrap text-soft tabular-nums">
        {formatDayShort(attempt.at, now, reader)}, {clock(attempt.at)}
      </time>
      <div className="min-w-0">
        <p className="text-body">{attemptSentence(attempt, company)}</p>
        <p className="wrap-anywhere text-soft">
          {attemptDetails(attempt)}
          {attempt.nextAttemptAt && ` · next try set for ${clock(attempt.nextAttemptAt)}`}
        </p>
      </div>
    </li>
  )
}
