import type { SessionDto } from '@foyer/shared/sessions'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { countSessions } from './change-copy.ts'
import { ChangeDialog } from './change-dialog.tsx'
import { type ChosenSessions, MOST_CHOSEN } from './use-chosen-sessions.ts'

/** Above a list of sessions: begins to choose some of them, and then says how many and what can be done with them. */
export function ChooseBar({ chosen, sessions }: { chosen: ChosenSessions; sessions: readonly SessionDto[] }) {
  const [isOpen, setIsOpen] = useState(false)
  const picked = sessions.filter(({ id }) => chosen.ids.has(id))
  if (!chosen.isChoosing)
    return (
      <div className="flex justify-end pt-3">
        <Button isDense onPress={chosen.begin}>
          Choose several
        </Button>
      </div>
    )
  return (
    <div className="sticky top-0 z-10 -mx-3 flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-box bg-sunk px-3 py-2.5">
      <p role="status">
        {picked.length === 0
          ? 'Choose the sessions that are to meet elsewhere.'
          : `${countSessions(picked.length)} chosen`}
        {picked.length === MOST_CHOSEN && ', the most at a time'}
      </p>
      <div className="flex gap-2">
        <Button isDense onPress={chosen.end}>
          Stop choosing
        </Button>
        <Button isDense variant="primary" isDisabled={picked.length === 0} onPress={() => setIsOpen(true)}>
          Change the platform
        </Button>
      </div>
      {isOpen && (
        <ChangeDialog
          sessions={picked}
          onClose={(isDone) => {
            setIsOpen(false)
            if (isDone) chosen.end()
          }}
        />
      )}
    </div>
  )
}
