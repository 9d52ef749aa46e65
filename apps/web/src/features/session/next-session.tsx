import { useSuspenseQuery } from '@tanstack/react-query'
import { useLiveMine } from '../../api/live-mine.ts'
import { trpc } from '../../api/trpc.ts'
import { useNow } from '../../lib/use-now.ts'
import { paths } from '../../paths.ts'
import { LinkButton } from '../../ui/button.tsx'
import { FeatureCard } from '../../ui/feature-card.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { Status } from '../../ui/status.tsx'
import { RelativeTime, ShortTime } from '../../ui/time.tsx'
import { otherPartyOf } from './other-party.ts'
import { statusOf } from './session-status.ts'

/** What comes next for a customer, as the one card of the page. */
export function NextSession() {
  useLiveMine()
  const now = useNow()
  const { data } = useSuspenseQuery(trpc.sessions.list.queryOptions({ when: 'upcoming' }))
  const [next] = data.items
  if (!next) {
    return <PageTitle title="Nothing is planned" lead="Find somebody below and choose a time that suits you." />
  }
  const other = otherPartyOf(next)
  const status = statusOf(next, now)
  return (
    <div className="space-y-5">
      <PageTitle title={`Next, ${other.name}`} />
      <FeatureCard
        person={other.name}
        title={next.service.title}
        line={<ShortTime startsAt={next.startsAt} endsAt={next.endsAt} />}
        status={<Status door={status.door}>{status.text}</Status>}
        fact={<RelativeTime at={next.startsAt} />}
        action={
          <LinkButton variant="primary" href={paths.session(next.id)}>
            Open
          </LinkButton>
        }
      />
    </div>
  )
}
