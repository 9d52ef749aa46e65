import type { SessionDto } from '@foyer/shared/sessions'
import { useState } from 'react'
import { useNow } from '../../lib/use-now.ts'
import { ActionRow } from '../../ui/action-row.tsx'
import { platformWords } from './change-copy.ts'
import { ChangeDialog } from './change-dialog.tsx'

/** Below the door, for whoever gives the session: another platform, until it begins. */
export function ChangeRow({ session }: { session: SessionDto }) {
  const [isOpen, setIsOpen] = useState(false)
  const now = useNow()
  const { meeting, startsAt } = session
  if (!meeting) return null
  const hasBegun = new Date(startsAt) <= now
  return (
    <>
      <ActionRow
        onPress={() => setIsOpen(true)}
        isDisabled={hasBegun}
        rule={hasBegun ? 'it has begun' : `now ${platformWords(meeting.changingTo ?? meeting.platform)}`}
      >
        Change the platform
      </ActionRow>
      {isOpen && <ChangeDialog sessions={[session]} onClose={() => setIsOpen(false)} />}
    </>
  )
}
