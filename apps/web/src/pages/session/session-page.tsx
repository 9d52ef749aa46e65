import { ChangingNotice } from '../../features/platform-change/changing-notice.tsx'
import { DroppedSettingsNotice } from '../../features/session/dropped-settings-notice.tsx'
import { HandEditNotice } from '../../features/session/hand-edit-notice.tsx'
import { otherPartyOf } from '../../features/session/other-party.ts'
import { SessionActions } from '../../features/session/session-actions.tsx'
import { SessionDoor } from '../../features/session/session-door.tsx'
import { SessionPeople } from '../../features/session/session-people.tsx'
import { useSession } from '../../features/session/use-session.ts'
import { useTitle } from '../../lib/use-title.ts'
import { PageTitle } from '../../ui/page-title.tsx'
import { Time } from '../../ui/time.tsx'

/** One session: the door is the page, for the customer and for the provider. */
export function SessionPage({ id }: { id: string }) {
  const { session, isReconnecting } = useSession(id)
  const other = otherPartyOf(session)
  useTitle(session.service.title)
  return (
    <div className="mx-auto max-w-md space-y-7">
      <div className="space-y-1">
        <PageTitle eyebrow={`With ${other.name}`} title={session.service.title} />
        <Time startsAt={session.startsAt} endsAt={session.endsAt} otherZone={other.timeZone ?? session.timeZone} />
      </div>
      <HandEditNotice session={session} />
      <DroppedSettingsNotice session={session} />
      <ChangingNotice session={session} />
      <div>
        <SessionDoor session={session} />
        {/* Keeps its height, so that nothing below moves when it comes and goes. */}
        <p className="mt-2 -mb-4 min-h-5 text-center text-small text-soft">
          {isReconnecting && 'Reconnecting. Until then this page asks every five seconds.'}
        </p>
      </div>
      <SessionActions session={session} />
      <SessionPeople session={session} />
    </div>
  )
}
