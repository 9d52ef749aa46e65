import { Notice } from '../../ui/notice.tsx'
import type { ConnectionOutcome } from './connection-outcome.ts'

/** What came of connecting, once, where the reader comes back to. */
export function OutcomeNotice({ outcome }: { outcome: ConnectionOutcome | null }) {
  if (!outcome) return null
  return (
    <Notice tone={outcome.tone} title={outcome.title}>
      {outcome.text}
    </Notice>
  )
}
