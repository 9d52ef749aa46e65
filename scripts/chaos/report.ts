import { PLATFORM_NAMES, PLATFORMS, type Platform } from '@foyer/shared/platforms'
import { noRoomLeft, oneRoomEach } from './checks/rooms.ts'
import type { History, SessionFact } from './history.ts'
import type { Judged } from './judge.ts'
import type { Plan } from './plan.ts'
import type { RunRecord } from './record.ts'

/** What a run came to: everything that is printed, as plain values. */
export interface Report {
  seed: number
  sessions: number
  seconds: number
  meetings: number
  operations: Record<string, number>
  faults: Record<string, { times: number; calls: number }>
  workers: {
    killed: number
    frozen: number
    replaced: number
    endedByThemselves: number
    slowestReplacementSeconds: number
  }
  answers: { failed: number; skipped: number }
  lost: number
  doubled: number
  orphaned: number
  leaked: number
  retriesPressed: number
  platforms: PlatformRow[]
  invariants: Judged[]
  violations: number
}

/** What became of the sessions of one platform. */
interface PlatformRow {
  platform: Platform
  /** Faults of its accounts and company, and the calls that they met. */
  faults: number
  callsMet: number
  sessions: number
  ready: number
  /** Links of backups, and sessions whose room waits for the company's next day. */
  backups: number
  waiting: number
  lost: number
  doubled: number
  orphaned: number
}

interface Ingredients {
  plan: Plan
  record: RunRecord
  history: History
  judged: Judged[]
  ownEnds: number
  retriesPressed: number
}

/** The rooms at one platform, judged by themselves. */
function toPlatformRow({ history, record }: Ingredients, platform: Platform): PlatformRow {
  const isHere = (one: { platform: Platform }) => one.platform === platform
  const sessions = history.sessions.filter(isHere)
  const events = history.events.filter(isHere)
  const violations = [
    ...oneRoomEach({ ...history, sessions }).violations,
    ...noRoomLeft({ ...history, events }).violations,
  ]
  const count = (word: string) => violations.filter((line) => line.startsWith(`${word}:`)).length
  const coming = sessions.filter(({ status, meeting }) => status === 'scheduled' && meeting !== null)
  const isReady = ({ meeting }: SessionFact) => meeting?.status === 'ready'
  return {
    platform,
    faults: record.struck.get(platform)?.times ?? 0,
    callsMet: record.struck.get(platform)?.calls ?? 0,
    sessions: sessions.length,
    ready: coming.filter((one) => isReady(one) && one.meeting?.source !== 'fallback').length,
    backups: coming.filter((one) => isReady(one) && one.meeting?.source === 'fallback').length,
    waiting: coming.filter((one) => !isReady(one)).length,
    lost: count('lost'),
    doubled: count('doubled'),
    orphaned: count('orphaned'),
  }
}

/** Sums up a run. */
export function makeReport(ingredients: Ingredients): Report {
  const { plan, record, history, judged, ownEnds, retriesPressed } = ingredients
  const violations = judged.flatMap((one) => one.violations)
  const count = (word: string) => violations.filter((line) => line.startsWith(`${word}:`)).length
  const timesOf = (kind: string) => [...record.happened].find(([name]) => name === kind)?.[1].times ?? 0
  const operations: Record<string, number> = {}
  for (const { act, outcome } of record.acts) if (outcome === 'answered') operations[act] = (operations[act] ?? 0) + 1
  return {
    seed: plan.seed,
    sessions: plan.stories.length,
    seconds: Math.round((history.endedAt.getTime() - history.startedAt.getTime()) / 1000),
    meetings: history.sessions.filter(({ meeting }) => meeting !== null).length,
    operations,
    faults: Object.fromEntries([...record.happened].sort(([one], [other]) => one.localeCompare(other))),
    workers: {
      killed: timesOf('worker killed'),
      frozen: timesOf('worker frozen'),
      replaced: timesOf('worker replaced'),
      endedByThemselves: ownEnds,
      slowestReplacementSeconds: Math.round(record.slowestReplacementMs / 100) / 10,
    },
    answers: {
      failed: record.acts.filter(({ outcome }) => outcome === 'failed').length,
      skipped: record.acts.filter(({ outcome }) => outcome === 'skipped').length,
    },
    lost: count('lost'),
    doubled: count('doubled'),
    orphaned: count('orphaned'),
    leaked: count('leaked'),
    retriesPressed,
    platforms: PLATFORMS.map((platform) => toPlatformRow(ingredients, platform)),
    invariants: judged,
    violations: violations.length,
  }
}

const row = (...cells: (string | number)[]) => `| ${cells.join(' | ')} |`
const MOST_LINES = 40

/** The report of one run as a page of Markdown. */
export function toMarkdown(report: Report): string {
  const { workers, answers } = report
  return [
    `### Seed ${report.seed}: ${report.sessions} sessions, ${report.seconds} s`,
    '',
    row('meetings', 'lost', 'doubled', 'orphaned', 'leaked secrets', 'violations'),
    row('---', '---', '---', '---', '---', '---'),
    row(report.meetings, report.lost, report.doubled, report.orphaned, report.leaked, report.violations),
    '',
    platformTable([report]),
    '',
    row('invariant', 'holds', 'checked', 'violations', 'figure'),
    row('---', '---', '---', '---', '---'),
    ...report.invariants.map(({ id, holds, checked, violations, figure = '' }) =>
      row(id, holds, checked, violations.length, figure),
    ),
    '',
    row('fault', 'times', 'calls met'),
    row('---', '---', '---'),
    ...Object.entries(report.faults).map(([kind, { times, calls }]) => row(kind, times, calls || '')),
    '',
    `Operations answered: ${Object.entries(report.operations)
      .map(([act, count]) => `${count} ${act}`)
      .join(
        ', ',
      )}. Not answered by our own database and tried again: ${answers.failed}; nothing to do: ${answers.skipped}.`,
    '',
    `Workers killed ${workers.killed}, frozen ${workers.frozen}, replaced ${workers.replaced} (at most ${workers.slowestReplacementSeconds} s); ended by ` +
      `themselves ${workers.endedByThemselves}. Providers who had to press "Try all" at the end: ${report.retriesPressed}.`,
    '',
  ].join('\n')
}

const SEED_COLUMNS = {
  seed: ({ seed }) => seed,
  sessions: ({ sessions }) => sessions,
  meetings: ({ meetings }) => meetings,
  faults: ({ faults }) => total(Object.values(faults), ({ times }) => times),
  kills: ({ workers }) => workers.killed,
  freezes: ({ workers }) => workers.frozen,
  lost: ({ lost }) => lost,
  doubled: ({ doubled }) => doubled,
  orphaned: ({ orphaned }) => orphaned,
  'leaked secrets': ({ leaked }) => leaked,
  violations: ({ violations }) => violations,
  seconds: ({ seconds }) => seconds,
} satisfies Record<string, (report: Report) => number>

const total = <T>(things: readonly T[], amountOf: (thing: T) => number): number =>
  things.reduce((sum, thing) => sum + amountOf(thing), 0)

const table = (head: readonly string[], rows: readonly (string | number)[][]) =>
  [row(...head), row(...head.map(() => '---')), ...rows.map((cells) => row(...cells))].join('\n')

const PLATFORM_COLUMNS = {
  faults: ({ faults }) => faults,
  'calls met': ({ callsMet }) => callsMet,
  sessions: ({ sessions }) => sessions,
  ready: ({ ready }) => ready,
  backups: ({ backups }) => backups,
  waiting: ({ waiting }) => waiting,
  lost: ({ lost }) => lost,
  doubled: ({ doubled }) => doubled,
  orphaned: ({ orphaned }) => orphaned,
} satisfies Record<string, (row: PlatformRow) => number>

/** One row for each platform, over all seeds. */
const platformTable = (reports: readonly Report[]): string =>
  table(
    ['platform', ...Object.keys(PLATFORM_COLUMNS)],
    PLATFORMS.map((platform) => {
      const rows = reports.flatMap(({ platforms }) => platforms.filter((one) => one.platform === platform))
      return [PLATFORM_NAMES[platform], ...Object.values(PLATFORM_COLUMNS).map((column) => total(rows, column))]
    }),
  )

/** All seeds together, as it stands in docs/reliability.md. */
export function toDocument(reports: readonly Report[]): string {
  const [first] = reports
  if (!first) return ''
  const columns = Object.values(SEED_COLUMNS)
  const invariants = first.invariants.map(({ id, holds }, index) => {
    const judged = reports.flatMap((report) => report.invariants[index] ?? [])
    return [id, holds, total(judged, ({ checked }) => checked), total(judged, ({ violations }) => violations.length)]
  })
  const kinds = [...new Set(reports.flatMap(({ faults }) => Object.keys(faults)))].sort()
  const faults = kinds.map((kind) => {
    const met = reports.flatMap((report) => report.faults[kind] ?? [])
    return [kind, total(met, ({ times }) => times), total(met, ({ calls }) => calls) || '']
  })
  const acts = [...new Set(reports.flatMap(({ operations }) => Object.keys(operations)))].sort()
  const operations = acts.map((act) => `${total(reports, (one) => one.operations[act] ?? 0)} ${act}`)
  return [
    table(
      Object.keys(SEED_COLUMNS),
      reports.map((report) => columns.map((column) => column(report))),
    ),
    platformTable(reports),
    table(['invariant', 'holds', 'checked', 'violations'], invariants),
    table(['fault', 'times', 'calls met'], faults),
    `Operations: ${operations.join(', ')}.`,
  ].join('\n\n')
}

/** What was violated, one line each, cut off where it is always the same. */
export const toViolations = ({ invariants }: Report): string[] =>
  invariants.flatMap(({ id, violations }) => [
    ...violations.slice(0, MOST_LINES).map((line) => `${id || 'promise'}: ${line}`),
    ...(violations.length > MOST_LINES ? [`${id}: and ${violations.length - MOST_LINES} more`] : []),
  ])
