import { ALERT_KINDS } from '@foyer/shared/alerts'
import { describeAlert } from '../alerts/describe-alert.ts'
import type { WriteLetter } from './letter.ts'

/** What those who run the installation have to see to, as it stands now. Overtaken when nothing is left of it. */
export const writeAlertLetter: WriteLetter = async (ctx, db, { notice }) => {
  const kind = ALERT_KINDS.find((known) => known === notice.kind)
  const state = kind && (await describeAlert(db, ctx.now(), { kind, data: notice.data }))
  if (!state) return null
  return {
    subject: state.text,
    paragraphs: [
      `${state.text}.`,
      { label: 'Who has to act, and what was tried', href: `${ctx.config.appUrl}${notice.path ?? ''}` },
    ],
  }
}
