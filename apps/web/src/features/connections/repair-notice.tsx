import type { ConnectionDto } from '@foyer/shared/connections'
import { PLATFORM_NAMES } from '@foyer/shared/platforms'
import { formatStart } from '../../lib/relative.ts'
import { useNow } from '../../lib/use-now.ts'
import { paths } from '../../paths.ts'
import { TextLink } from '../../ui/link.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Progress } from '../../ui/progress.tsx'
import { useReader } from '../../ui/reader.ts'
import { MEETING_COPY, namesFor } from '../session/meeting-copy.ts'
import { repairCopy } from './repair-copy.ts'
import { TryAllButton } from './try-all-button.tsx'

/** How far the links are that were missing; read from the rows, so it stays true over a reload and on every open page. */
export function RepairNotice({ connection }: { connection: ConnectionDto }) {
  const now = useNow()
  const reader = useReader()
  const { repair, platform } = connection
  if (!repair) return null
  const { tone, title, text, share } = repairCopy(connection, repair)
  return (
    <Notice tone={tone} title={title} isStacked action={repair.stuck.length > 0 && <TryAllButton />}>
      <p>{text}</p>
      {share !== null && (
        <Progress value={share} label={`Links of ${PLATFORM_NAMES[platform]}`} tone={tone} className="mt-3 bg-card!" />
      )}
      {repair.stuck.length > 0 && (
        <ul className="space-y-1.5 pt-2.5">
          {repair.stuck.map(({ sessionId, title: service, startsAt, reason }) => (
            <li key={sessionId}>
              <TextLink href={paths.session(sessionId)}>
                {service}, {formatStart(startsAt, now, reader)}
              </TextLink>
              {reason && `: ${MEETING_COPY[reason].provider(namesFor(platform, '', 'provider'))}`}
            </li>
          ))}
        </ul>
      )}
    </Notice>
  )
}
