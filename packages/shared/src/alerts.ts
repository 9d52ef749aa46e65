import type { NotificationKind } from './notifications.ts'

/** What those who run the installation are told of: as a notice to every admin, and through the webhook for alerts. */
export const ALERT_KINDS = ['links_missing', 'setup_trouble'] as const satisfies readonly NotificationKind[]
export type AlertKind = (typeof ALERT_KINDS)[number]

/** What became of the post to the webhook: `dropped` when its news was overtaken, `off` where there is no webhook. */
export const ALERT_OUTCOMES = ['posted', 'dropped', 'failed', 'off'] as const
export type AlertOutcome = (typeof ALERT_OUTCOMES)[number]
