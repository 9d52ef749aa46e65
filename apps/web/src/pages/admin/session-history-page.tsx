import { PLATFORM_COMPANIES } from '@foyer/shared/platforms'
import { useSuspenseQuery } from '@tanstack/react-query'
import { trpc } from '../../api/trpc.ts'
import { AuditList } from '../../features/admin/audit-list.tsx'
import { formatDayAndRange } from '../../lib/time.ts'
import { useNow } from '../../lib/use-now.ts'
import { useTitle } from '../../lib/use-title.ts'
import { paths } from '../../paths.ts'
import { LinkButton } from '../../ui/button.tsx'
import { TextLink } from '../../ui/link.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { useReader } from '../../ui/reader.ts'

/** Everything that was done to one session, its bookings, its link and its service. */
export function SessionHistoryPage({ id }: { id: string }) {
  useTitle('History of a session')
  const now = useNow()
  const reader = useReader()
  const { data: session } = useSuspenseQuery(trpc.sessions.get.queryOptions({ id }))
  const { service, provider, startsAt, endsAt, meeting } = session
  return (
    <div className="space-y-6">
      <PageTitle
        eyebrow={<TextLink href={paths.admin()}>Health</TextLink>}
        title={`History of ${service.title}`}
        lead={`${provider.name} · ${formatDayAndRange(startsAt, endsAt, now, reader)}`}
        action={<LinkButton href={paths.session(id)}>Open session</LinkButton>}
      />
      <AuditList type="session" id={id} company={meeting ? PLATFORM_COMPANIES[meeting.platform] : 'The platform'} />
    </div>
  )
}
