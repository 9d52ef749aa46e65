import type { SessionDto } from '@foyer/shared/sessions'
import { formatDayShort, formatRange } from '../../lib/time.ts'
import { useNow } from '../../lib/use-now.ts'
import { paths } from '../../paths.ts'
import { AppLink } from '../../ui/link.tsx'
import { useReader } from '../../ui/reader.ts'
import { Section } from '../../ui/section.tsx'
import { Status } from '../../ui/status.tsx'
import { statusOf } from './session-status.ts'

/** Every time of a course with the state of its link. */
export function CourseSessions({ sessions }: { sessions: readonly SessionDto[] }) {
  const reader = useReader()
  const now = useNow()
  return (
    <Section title={sessions.length === 1 ? '1 session' : `${sessions.length} sessions`}>
      <ul aria-label="Sessions" className="divide-y divide-line">
        {sessions.map((session) => {
          const { door, text } = statusOf(session, now)
          return (
            <li key={session.id}>
              <AppLink
                href={paths.session(session.id)}
                className="-mx-3 flex min-h-14 items-center justify-between gap-4 rounded-box px-3 py-2 no-underline transition-colors hover:bg-sunk"
              >
                <span>
                  <span className="font-medium">{formatDayShort(session.startsAt, now, reader)}</span>
                  <span className="block text-small text-soft">
                    <time dateTime={session.startsAt}>{formatRange(session.startsAt, session.endsAt, reader)}</time>
                  </span>
                </span>
                <Status door={door}>{text}</Status>
              </AppLink>
            </li>
          )
        })}
      </ul>
    </Section>
  )
}
