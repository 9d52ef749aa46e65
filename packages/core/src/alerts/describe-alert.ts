import type { Queryable } from '@foyer/db/client'
import type { AlertKind } from '@foyer/shared/alerts'
import { listLateSessions } from './late-sessions.ts'
import { listSetupProblems, setupText } from './setup-problems.ts'

/** An alert as it stands now. */
export interface AlertState {
  text: string
  count: number
}

interface Told {
  kind: AlertKind
  data: Record<string, string>
}

/** What an alert says by the newest rows; null when there is nothing left of it. */
export async function describeAlert(db: Queryable, now: Date, { kind, data }: Told): Promise<AlertState | null> {
  if (kind === 'links_missing') {
    const late = await listLateSessions(db, now)
    return late.length > 0 ? { text: missingText(late.length), count: late.length } : null
  }
  const problems = await listSetupProblems(db, now)
  const same = problems.find(({ problem, platform }) => problem === data.problem && platform === data.platform)
  return same ? { text: setupText(same), count: same.count } : null
}

/** How many sessions are about to be without a link. */
export const missingText = (count: number): string =>
  count === 1
    ? '1 session is due within the hour and has no link'
    : `${count} sessions are due within the hour and have no link`
