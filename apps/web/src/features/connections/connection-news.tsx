import type { ConnectionDto } from '@foyer/shared/connections'
import type { ConnectionOutcome } from './connection-outcome.ts'
import { ImpactNotice } from './impact-notice.tsx'
import { OutcomeNotice } from './outcome-notice.tsx'
import { isRepairing } from './repair-copy.ts'
import { RepairNotice } from './repair-notice.tsx'

/** What came of connecting, how the repair goes, and what still waits: each said once, by whoever knows most. */
export function ConnectionNews(props: {
  connections: readonly ConnectionDto[]
  outcome: ConnectionOutcome | null
  returnTo: string
  /** The cards of the platforms are on the same page, and say themselves what concerns one of them. */
  hasCards?: boolean | undefined
}) {
  const { connections, outcome, returnTo, hasCards = false } = props
  const repairs = connections.filter(({ available, repair }) => available && repair)
  const isToldElsewhere =
    outcome !== null &&
    ((outcome.isConnected && repairs.some(({ platform }) => platform === outcome.platform)) ||
      (hasCards && outcome.onCard && outcome.platform !== undefined))
  return (
    <>
      {!isToldElsewhere && <OutcomeNotice outcome={outcome} />}
      {repairs.map((connection) => (
        <RepairNotice key={connection.platform} connection={connection} />
      ))}
      <ImpactNotice connections={connections.filter((one) => !isRepairing(one))} returnTo={returnTo} />
    </>
  )
}
