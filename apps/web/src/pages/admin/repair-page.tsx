import type { RepairDto } from '@foyer/shared/repairs'
import { useSuspenseQuery } from '@tanstack/react-query'
import { AbortRepairButton } from '../../features/admin/abort-repair-button.tsx'
import { repairOptions } from '../../features/admin/admin-options.ts'
import { reasonWords } from '../../features/admin/problem-copy.ts'
import {
  OWNER_WORDS,
  repairFacts,
  repairName,
  repairShare,
  repairStatus,
  repairTitle,
  scopeWords,
} from '../../features/admin/repair-copy.ts'
import { formatClock, formatDayShort } from '../../lib/time.ts'
import { useNow } from '../../lib/use-now.ts'
import { useTitle } from '../../lib/use-title.ts'
import { paths } from '../../paths.ts'
import { LinkButton } from '../../ui/button.tsx'
import { Figures } from '../../ui/figures.tsx'
import { TextLink } from '../../ui/link.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { Progress } from '../../ui/progress.tsx'
import { useReader } from '../../ui/reader.ts'
import { Section } from '../../ui/section.tsx'
import { DOOR_TONE, Status } from '../../ui/status.tsx'

/** One repair: how far it is, why links are still missing, and the way to stop it. */
export function RepairPage({ id }: { id: string }) {
  const { data: repair } = useSuspenseQuery(repairOptions(id))
  useTitle(repairName(repair))
  const { door, words } = repairStatus(repair)
  const title = repairTitle(repair)
  const figures = repairFacts(repair).map(({ name, value }) => ({ value, meaning: name }))
  return (
    <div className="space-y-8">
      <PageTitle
        eyebrow={<TextLink href={paths.adminRepairs()}>Repairs</TextLink>}
        title={title}
        lead={<Origin repair={repair} />}
        action={
          repair.status === 'running' ? (
            <AbortRepairButton id={id} waiting={repair.counts.waiting} />
          ) : (
            <LinkButton href={paths.admin(repair.filter ?? {})}>Show what is left</LinkButton>
          )
        }
      />
      <div className="space-y-3">
        <Status door={door}>{words}</Status>
        <Progress value={repairShare(repair)} label="Repaired or waiting for somebody" tone={DOOR_TONE[door]} />
        <p role="status" className="sr-only">
          {title}
        </p>
      </div>
      {figures.length > 0 && <Figures figures={figures} />}
      {repair.reasons.length > 0 && (
        <Section title="Why links are missing">
          <ul className="divide-y divide-line">
            {repair.reasons.map(({ reason, owner, count }) => (
              <li key={reason} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 py-3">
                <span className="font-medium">{reasonWords(reason, 'The platform')}</span>
                <span className="text-small text-soft">
                  {count === 1 ? '1 session' : `${count} sessions`} · {OWNER_WORDS[owner]}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  )
}

function Origin({ repair }: { repair: RepairDto }) {
  const now = useNow()
  const reader = useReader()
  const { name, filter, startedBy, startedAt, finishedAt, abortedBy, status } = repair
  const when = (at: string) => `${formatDayShort(at, now, reader)}, ${formatClock(at, reader)}`
  const ended = finishedAt && formatClock(finishedAt, reader)
  return (
    <>
      {name && `${name}. `}
      {scopeWords(filter)}. Begun by {startedBy?.name ?? 'somebody who has left'} on {when(startedAt)}
      {status === 'done' && ended && `, all asked for by ${ended}`}
      {status === 'aborted' && ended && `, aborted by ${abortedBy?.name ?? 'somebody who has left'} at ${ended}`}.
    </>
  )
}
