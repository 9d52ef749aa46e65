import type { Finding } from '@foyer/shared/doctor'
import { finding, plural } from './words.ts'

/** How the webhook for alerts took them in the last day. */
export interface AlertFacts {
  /** Given up, or tried in vain several times. */
  failing: number
  posted: number
  /** A status or a code, of the last try in vain. */
  problem: string | null
}

/** Whether those who run the installation hear of it; nothing where no alert was posted. */
export function judgeAlerts({ failing, posted, problem }: AlertFacts): Finding[] {
  if (failing > 0)
    return [
      finding({
        area: 'queue',
        severity: 'warning',
        who: 'operator',
        what: `The webhook for alerts did not take ${plural(failing, 'alert')} in the last day, last with ${problem ?? 'no answer'}.`,
        nextStep: 'See that ALERT_WEBHOOK_URL is right and answers with 2xx. Admins have the alerts as notices.',
      }),
    ]
  if (posted === 0) return []
  return [finding({ area: 'queue', what: `The webhook for alerts took ${plural(posted, 'alert')} in the last day.` })]
}
