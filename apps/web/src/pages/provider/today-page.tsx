import { useSuspenseQuery } from '@tanstack/react-query'
import { useMember } from '../../api/account.ts'
import { trpc } from '../../api/trpc.ts'
import { ConnectionNews } from '../../features/connections/connection-news.tsx'
import { useConnectionOutcome } from '../../features/connections/use-connection-outcome.ts'
import { RequestList, useAnswered } from '../../features/incoming/request-list.tsx'
import { OwnCalendarNotice } from '../../features/own-calendar/own-calendar-notice.tsx'
import { ProviderSessionRow } from '../../features/provider-sessions/provider-session-row.tsx'
import { firstSteps } from '../../features/today/first-steps.ts'
import { FirstStepsList } from '../../features/today/first-steps-list.tsx'
import { NextCard } from '../../features/today/next-card.tsx'
import { PublicAddress } from '../../features/today/public-address.tsx'
import { todayNews, todayOf } from '../../features/today/today-news.ts'
import { formatDay } from '../../lib/time.ts'
import { useNow } from '../../lib/use-now.ts'
import { useTitle } from '../../lib/use-title.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { TextLink } from '../../ui/link.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { useReader } from '../../ui/reader.ts'
import { Section } from '../../ui/section.tsx'
import { RowList } from '../../ui/session-row.tsx'

/** A provider's day: the next session, the rest of today, who waits for an answer; at first, how to begin. */
export function TodayPage() {
  const now = useNow(10_000)
  const reader = useReader()
  const { slug } = useMember()
  const { data: connections } = useSuspenseQuery(trpc.connections.list.queryOptions())
  const { data: availability } = useSuspenseQuery(trpc.availability.get.queryOptions())
  const { data: services } = useSuspenseQuery(trpc.services.mine.queryOptions())
  const { data: sessions } = useSuspenseQuery(trpc.sessions.list.queryOptions({ when: 'upcoming' }))
  const { data: waiting } = useSuspenseQuery(trpc.bookings.incoming.queryOptions({ status: 'pending' }))
  const outcome = useConnectionOutcome(connections)
  const requests = useAnswered(waiting.items)
  const today = todayOf(sessions.items, now, reader)
  const steps = firstSteps(connections, availability, services)
  const news = steps.length > 0 && !today.next && waiting.items.length === 0 ? 'Welcome' : null
  const title = news ?? todayNews(today, waiting.items.length, now, reader)
  useTitle('Today')
  return (
    <div className="space-y-8.5">
      <PageTitle
        eyebrow={formatDay(now, now, reader)}
        title={title}
        lead={news ? 'Three steps, then people can book you.' : undefined}
      />
      <ConnectionNews
        connections={steps.length === 0 ? connections : []}
        outcome={outcome}
        returnTo={paths.dashboard()}
      />
      <OwnCalendarNotice />
      {today.next && <NextCard session={today.next} />}
      {steps.length > 0 && <FirstStepsList steps={steps} />}
      {today.later.length > 0 && (
        <Section title="Later today" action={<TextLink href={paths.dashboardSessions()}>All sessions</TextLink>}>
          <RowList label="Later today">
            {today.later.map((session) => (
              <ProviderSessionRow key={session.id} session={session} withDay={false} />
            ))}
          </RowList>
        </Section>
      )}
      {requests.rows.length > 0 && (
        <Section
          title="Waiting for your answer"
          action={waiting.nextCursor && <TextLink href={paths.dashboardBookings()}>All requests</TextLink>}
        >
          <RequestList label="Waiting for your answer" list={requests} />
        </Section>
      )}
      {steps.length === 0 && !today.next && requests.rows.length === 0 && (
        <EmptyState title="Nobody is coming, nobody waits">
          Share your public page. When somebody asks for a time, you answer here.
        </EmptyState>
      )}
      {slug && <PublicAddress slug={slug} />}
    </div>
  )
}
