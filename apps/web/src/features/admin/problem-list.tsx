import type { ProblemMeetingDto } from '@foyer/shared/admin'
import { Button as RacButton } from 'react-aria-components'
import { formatStart } from '../../lib/relative.ts'
import { useNow } from '../../lib/use-now.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { useReader } from '../../ui/reader.ts'
import { Status } from '../../ui/status.tsx'
import { nextStep, problemStatus, whereMade } from './problem-copy.ts'

type Open = (problem: ProblemMeetingDto) => void

/** Which sessions are ticked. */
interface Choice {
  chosen: ReadonlySet<string>
  onChoose: (sessionId: string, isChosen: boolean) => void
}

/** Coming sessions without a link: a table on a desk, rows under a thumb. */
export function ProblemList({
  problems,
  onOpen,
  ...choice
}: Choice & { problems: readonly ProblemMeetingDto[]; onOpen: Open }) {
  const now = useNow(10_000)
  const reader = useReader()
  return (
    <>
      <table className="hidden w-full text-start lg:table">
        <caption className="sr-only">Coming sessions without a link, the soonest first</caption>
        <thead className="text-fine text-soft">
          <tr className="border-b border-line">
            <th scope="col" className="w-9">
              <span className="sr-only">Choose</span>
            </th>
            {['Starts', 'Session', 'Platform', 'Why', 'Tries', 'Next'].map((name) => (
              <th key={name} scope="col" className="py-2 pe-4 text-start font-medium last:pe-0">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {problems.map((problem) => (
            <tr key={problem.sessionId} className="[&>td]:py-3 [&>td]:pe-4 [&>td:last-child]:pe-0">
              <td>
                <Tick problem={problem} start={formatStart(problem.startsAt, now, reader)} {...choice} />
              </td>
              <td className="font-medium whitespace-nowrap">
                <time dateTime={problem.startsAt}>{formatStart(problem.startsAt, now, reader)}</time>
              </td>
              <td className="max-w-52">
                <Name problem={problem} onOpen={onOpen} />
                <span className="block text-small text-soft">{problem.provider.name}</span>
              </td>
              <td className="whitespace-nowrap">{whereMade(problem)}</td>
              <td className="whitespace-nowrap">
                <Why problem={problem} now={now} />
              </td>
              <td>{problem.attempts}</td>
              <td className="text-soft">{nextStep(problem, now, reader)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul aria-label="Coming sessions without a link" className="divide-y divide-line lg:hidden">
        {problems.map((problem) => (
          <li key={problem.sessionId} className="flex gap-3 py-3.5">
            <Tick problem={problem} start={formatStart(problem.startsAt, now, reader)} {...choice} />
            <div className="min-w-0 flex-1 space-y-1.5">
              <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
                <time dateTime={problem.startsAt} className="font-medium">
                  {formatStart(problem.startsAt, now, reader)}
                </time>
                <Why problem={problem} now={now} />
              </div>
              <Name problem={problem} onOpen={onOpen} />
              <p className="text-small text-soft">
                {problem.provider.name} · {whereMade(problem)} ·{' '}
                {problem.attempts === 1 ? '1 try' : `${problem.attempts} tries`} · {nextStep(problem, now, reader)}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}

function Tick({ problem, start, chosen, onChoose }: Choice & { problem: ProblemMeetingDto; start: string }) {
  const { sessionId, serviceTitle, provider } = problem
  return (
    <div className="-my-2.5">
      <Checkbox
        aria-label={`Choose ${serviceTitle} of ${provider.name}, ${start}`}
        isSelected={chosen.has(sessionId)}
        onChange={(isChosen) => onChoose(sessionId, isChosen)}
      />
    </div>
  )
}

function Why({ problem, now }: { problem: ProblemMeetingDto; now: Date }) {
  const { door, words, tone } = problemStatus(problem, now)
  return (
    <Status door={door} tone={tone}>
      {words}
    </Status>
  )
}

function Name({ problem, onOpen }: { problem: ProblemMeetingDto; onOpen: Open }) {
  return (
    <RacButton
      onPress={() => onOpen(problem)}
      aria-haspopup="dialog"
      className="min-h-6 cursor-pointer rounded-sm text-start font-medium underline decoration-current/30 underline-offset-4 hover:decoration-current"
    >
      {problem.serviceTitle}
    </RacButton>
  )
}
