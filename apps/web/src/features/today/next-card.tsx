import type { SessionDto } from '@foyer/shared/sessions'
import { daysBetween, formatRelative } from '../../lib/relative.ts'
import { formatDayAndRange, formatRange } from '../../lib/time.ts'
import { useNow } from '../../lib/use-now.ts'
import { FeatureCard } from '../../ui/feature-card.tsx'
import { useReader } from '../../ui/reader.ts'
import { DOOR_TONE, Status } from '../../ui/status.tsx'
import { linkStatus, sessionFacts, sessionName, sessionStep } from '../provider-sessions/link-status.ts'
import { SessionAction } from '../provider-sessions/provider-session-row.tsx'
import { meetingPlace } from '../session/fallback-words.ts'

/** The one card of the day: the session that comes next, or runs, with its door. */
export function NextCard({ session }: { session: SessionDto }) {
  const now = useNow(10_000)
  const reader = useReader()
  const { startsAt, endsAt, service, meeting } = session
  const name = sessionName(session)
  const isToday = daysBetween(now, startsAt, reader.timeZone) <= 0
  const time = isToday ? formatRange(startsAt, endsAt, reader) : formatDayAndRange(startsAt, endsAt, now, reader)
  const isRunning = Date.parse(startsAt) <= now.getTime()
  const link = linkStatus(session, now, reader)
  const where = meeting ? meetingPlace(meeting) : 'in person'
  const isReady = sessionStep(session, now) === 'start'
  return (
    <FeatureCard
      person={name}
      title={service.kind === 'private' && name !== service.title ? `${service.title} with ${name}` : name}
      line={link.door === 'ready' || !meeting ? `${time} · ${where}` : `${time} · ${sessionFacts(session, now)}`}
      tone={meeting ? (link.tone ?? DOOR_TONE[link.door]) : 'pine'}
      status={
        !isReady && (
          <span role="status" className="flex">
            <Status door={link.door} tone={link.tone}>
              {link.words}
            </Status>
          </span>
        )
      }
      fact={isRunning ? 'now' : formatRelative(startsAt, now, reader)}
      action={<SessionAction session={session} isMain />}
    />
  )
}
