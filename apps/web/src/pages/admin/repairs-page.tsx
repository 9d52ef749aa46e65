import type { RepairDto } from '@foyer/shared/repairs'
import { useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { repairPages } from '../../features/admin/admin-options.ts'
import { repairName, repairStatus, repairTitle } from '../../features/admin/repair-copy.ts'
import { formatClock, formatDayShort } from '../../lib/time.ts'
import { useNow } from '../../lib/use-now.ts'
import { useTitle } from '../../lib/use-title.ts'
import { paths } from '../../paths.ts'
import { LinkButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { TextLink } from '../../ui/link.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { useReader } from '../../ui/reader.ts'
import { ShowMore } from '../../ui/show-more.tsx'
import { Status } from '../../ui/status.tsx'

/** Every bulk repair: who began it and when, and what came of it. */
export function RepairsPage() {
  useTitle('Repairs')
  const list = useSuspenseInfiniteQuery(repairPages)
  const repairs = list.data.pages.flatMap(({ items }) => items)
  return (
    <div className="space-y-6">
      <PageTitle
        title="Repairs"
        lead="Many missing links asked for at once. A repair begins from the list of what needs attention."
      />
      {repairs.length === 0 ? (
        <EmptyState
          title="No repair was needed so far"
          action={<LinkButton href={paths.admin()}>Show what needs attention</LinkButton>}
        >
          Links are tried by themselves. After an outage, a repair asks for all of them at once.
        </EmptyState>
      ) : (
        <ul aria-label="Repairs" className="divide-y divide-line border-t border-line">
          {repairs.map((repair) => (
            <RepairRow key={repair.id} repair={repair} />
          ))}
        </ul>
      )}
      <ShowMore list={list} />
    </div>
  )
}

function RepairRow({ repair }: { repair: RepairDto }) {
  const now = useNow()
  const reader = useReader()
  const { id, startedBy, startedAt } = repair
  const { door, words } = repairStatus(repair)
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3">
      <div className="min-w-0">
        <TextLink href={paths.adminRepair(id)}>{repairName(repair)}</TextLink>
        <p className="text-small text-soft">
          {startedBy?.name ?? 'Somebody who has left'} · {formatDayShort(startedAt, now, reader)},{' '}
          {formatClock(startedAt, reader)} · {repairTitle(repair)}
        </p>
      </div>
      <Status door={door}>{words}</Status>
    </li>
  )
}
