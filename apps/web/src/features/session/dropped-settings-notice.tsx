import type { SessionDto } from '@foyer/shared/sessions'
import { paths } from '../../paths.ts'
import { LinkButton } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { droppedCopy } from '../services/room-copy.ts'

/** Tells whoever gives a session which settings its room lacks, before it begins. */
export function DroppedSettingsNotice({ session }: { session: SessionDto }) {
  const { meeting, status, service, viewer } = session
  const copy =
    meeting?.status === 'ready' && status === 'scheduled' && droppedCopy(meeting.platform, meeting.droppedSettings)
  if (!copy) return null
  return (
    <Notice
      tone="quiet"
      isStacked
      title={copy.title}
      action={
        viewer === 'provider' && <LinkButton href={paths.dashboardService(service.id)}>See the settings</LinkButton>
      }
    >
      {copy.why} The link works all the same.
    </Notice>
  )
}
