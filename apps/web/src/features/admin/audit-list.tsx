import type { AuditEntryDto, AuditSubject } from '@foyer/shared/admin'
import { useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { formatClock, formatClockSeconds, formatDayShort } from '../../lib/time.ts'
import { useNow } from '../../lib/use-now.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useReader } from '../../ui/reader.ts'
import { ShowMore } from '../../ui/show-more.tsx'
import { auditPages } from './admin-options.ts'
import { auditSentence } from './audit-copy.ts'

/** Who did what to one thing, the latest first. */
export function AuditList({ type, id, company }: { type: AuditSubject; id: string; company: string }) {
  const list = useSuspenseInfiniteQuery(auditPages(type, id))
  const entries = list.data.pages.flatMap(({ items }) => items)
  if (entries.length === 0) {
    return (
      <EmptyState title="Nothing is written down yet">What people and Foyer do from now on appears here.</EmptyState>
    )
  }
  return (
    <>
      <ol aria-label="History, the latest first" className="divide-y divide-line border-t border-line">
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} company={company} />
        ))}
      </ol>
      <ShowMore list={list} />
    </>
  )
}

function Entry({ entry, company }: { entry: AuditEntryDto; company: string }) {
  const now = useNow()
  const reader = useReader()
  const formatTime = (at: string) => `${formatDayShort(at, now, reader)}, ${formatClock(at, reader)}`
  return (
    <li className="grid gap-x-6 py-3 sm:grid-cols-[11rem_minmax(0,1fr)]">
      <time dateTime={entry.at} className="text-small whitespace-nowrap text-soft tabular-nums">
        {formatDayShort(entry.at, now, reader)}, {formatClockSeconds(entry.at, reader)}
      </time>
      <p className="min-w-0 text-pretty wrap-anywhere">{auditSentence(entry, { company, formatTime })}</p>
    </li>
  )
}
