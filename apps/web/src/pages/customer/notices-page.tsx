import { useSuspenseQuery } from '@tanstack/react-query'
import { useLiveMine } from '../../api/live-mine.ts'
import { trpc } from '../../api/trpc.ts'
import { NoticeRow } from '../../features/notices/notice-row.tsx'
import { noticesByDay } from '../../features/notices/notices-by-day.ts'
import { useSeen } from '../../features/notices/use-seen.ts'
import { useNow } from '../../lib/use-now.ts'
import { useTitle } from '../../lib/use-title.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { useReader } from '../../ui/reader.ts'
import { Section } from '../../ui/section.tsx'

/** What the reader was told lately, newest first; renews itself. Whoever looks has read it. */
export function NoticesPage() {
  useTitle('Notices')
  useLiveMine()
  const reader = useReader()
  const now = useNow()
  const { data: notices } = useSuspenseQuery(trpc.notifications.list.queryOptions())
  const fresh = useSeen(notices)
  return (
    <div className="mx-auto max-w-2xl space-y-8">
      <PageTitle title="Notices" lead="What has become of bookings and their links, and what waits for you." />
      {notices.length === 0 && (
        <EmptyState title="Nothing to tell yet">
          When somebody books, moves or cancels, or a link changes, it is told here.
        </EmptyState>
      )}
      {noticesByDay(notices, now, reader).map(({ date, title, notices: ofDay }) => (
        <Section key={date} title={title}>
          <ul aria-label={title} className="divide-y divide-line">
            {ofDay.map((notice) => (
              <NoticeRow key={notice.id} notice={notice} isNew={fresh.has(notice.id)} />
            ))}
          </ul>
        </Section>
      ))}
    </div>
  )
}
