import { useQuery } from '@tanstack/react-query'
import { trpc } from '../../api/trpc.ts'
import { formatStart } from '../../lib/relative.ts'
import { useNow } from '../../lib/use-now.ts'
import { paths } from '../../paths.ts'
import { TextLink } from '../../ui/link.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Progress } from '../../ui/progress.tsx'
import { useReader } from '../../ui/reader.ts'
import { MEETING_COPY, namesFor } from '../session/meeting-copy.ts'
import { changeNews, placeWords } from './change-copy.ts'

/** Of many that wait for the same thing the first few say it. */
const MOST_NAMED = 5

/** How far a change of many sessions is; read from the rows, so it stays true over a reload and on every open page. */
export function ChangeProgress() {
  const now = useNow()
  const reader = useReader()
  const { data: change } = useQuery(trpc.meetings.lastChange.queryOptions())
  if (!change) return null
  const { tone, title, text, share } = changeNews(change)
  const { stuck, platform } = change
  const more = stuck.length - MOST_NAMED
  return (
    <Notice tone={tone} title={title} isStacked>
      <p>{text}</p>
      {share !== null && (
        <Progress value={share} label={`Sessions ${placeWords(platform)}`} tone={tone} className="mt-3 bg-card!" />
      )}
      {stuck.length > 0 && (
        <ul className="space-y-1.5 pt-2.5">
          {stuck.slice(0, MOST_NAMED).map(({ sessionId, title: service, startsAt, reason }) => (
            <li key={sessionId}>
              <TextLink href={paths.session(sessionId)}>
                {service}, {formatStart(startsAt, now, reader)}
              </TextLink>
              : {MEETING_COPY[reason].provider(namesFor(platform, '', 'provider'))}
            </li>
          ))}
          {more > 0 && <li>{more === 1 ? 'And 1 more.' : `And ${more} more.`}</li>}
        </ul>
      )}
    </Notice>
  )
}
