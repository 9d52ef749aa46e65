import type { ProblemMeetingDto } from '@foyer/shared/admin'
import { useSuspenseInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { filledIn, overviewOptions, type ProblemFilter, problemPages } from '../../features/admin/admin-options.ts'
import { healthFigures, healthTitle } from '../../features/admin/health-news.ts'
import { Machinery } from '../../features/admin/machinery.tsx'
import { ProblemDialog } from '../../features/admin/problem-dialog.tsx'
import { ProblemFilters } from '../../features/admin/problem-filters.tsx'
import { ProblemList } from '../../features/admin/problem-list.tsx'
import { type RepairChoice, RepairDialog } from '../../features/admin/repair-dialog.tsx'
import { useTitle } from '../../lib/use-title.ts'
import { paths } from '../../paths.ts'
import { Button, LinkButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Figures } from '../../ui/figures.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { Section } from '../../ui/section.tsx'
import { ShowMore } from '../../ui/show-more.tsx'
import { RelativeTime } from '../../ui/time.tsx'

/** How links stand, and every coming session that has none. */
export function HealthPage({ filter }: { filter: ProblemFilter }) {
  useTitle('Health')
  const { data: overview } = useSuspenseQuery(overviewOptions)
  const list = useSuspenseInfiniteQuery(problemPages(filter))
  const [opened, setOpened] = useState<ProblemMeetingDto | null>(null)
  const [repairing, setRepairing] = useState<RepairChoice | null>(null)
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const problems = list.data.pages.flatMap(({ items }) => items)
  // What is ticked and no longer listed has its link, or is hidden by a filter.
  const sessionIds = problems.map(({ sessionId }) => sessionId).filter((id) => ticked.has(id))
  return (
    <div className="space-y-8">
      <PageTitle
        title={healthTitle(overview)}
        lead={
          overview.oldestWaitSince && (
            <>
              The longest wait for a first link began <RelativeTime at={overview.oldestWaitSince} />.
            </>
          )
        }
      />
      <Figures figures={healthFigures(overview)} />
      <Section
        title="Needs attention"
        action={
          <div className="flex flex-wrap items-center gap-2">
            <ProblemFilters filter={filter} providerName={problems[0]?.provider.name} />
            {problems.length > 0 && (
              <Button
                isDense
                onPress={() => setRepairing(sessionIds.length > 0 ? { sessionIds } : { filter: filledIn(filter) })}
              >
                {sessionIds.length > 0 ? `Repair ${sessionIds.length} chosen` : 'Repair all'}
              </Button>
            )}
          </div>
        }
      >
        {problems.length === 0 ? (
          <Nothing isFiltered={Boolean(filter.problem ?? filter.platform ?? filter.providerId)} />
        ) : (
          <ProblemList
            problems={problems}
            onOpen={setOpened}
            chosen={ticked}
            onChoose={(id, isChosen) => setTicked((before) => withOrWithout(before, id, isChosen))}
          />
        )}
        <ShowMore list={list} />
      </Section>
      <Machinery breakers={overview.breakers} sweeps={overview.sweeps} />
      {opened && <ProblemDialog problem={opened} onClose={() => setOpened(null)} />}
      {repairing && <RepairDialog choice={repairing} onClose={() => setRepairing(null)} />}
    </div>
  )
}

function withOrWithout(before: ReadonlySet<string>, id: string, isIn: boolean): ReadonlySet<string> {
  const after = new Set(before)
  if (isIn) after.add(id)
  else after.delete(id)
  return after
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  if (isFiltered) {
    return (
      <EmptyState
        title="Nothing of this kind"
        action={<LinkButton href={paths.admin()}>Show every problem</LinkButton>}
      >
        No coming session without a link fits what you chose.
      </EmptyState>
    )
  }
  return (
    <EmptyState title="Every coming session has its link" door="ready">
      A session whose link is late appears here, with the reason and who has to act.
    </EmptyState>
  )
}
