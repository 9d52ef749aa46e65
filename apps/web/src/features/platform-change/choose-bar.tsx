import type { SessionDto } from '@foyer/shared/sessions'
import { useState } from 'react'
import { cx } from '../../lib/cx.ts'
import { Button } from '../../ui/button.tsx'
import { countSessions } from './change-copy.ts'
import { ChangeDialog } from './change-dialog.tsx'
import { type ChosenSessions, MOST_CHOSEN } from './use-chosen-sessions.ts'

/** Above a list of sessions: begins to choose some of them, and then says how many and what can be done with them. */
export function ChooseBar({ chosen, sessions }: { chosen: ChosenSessions; sessions: readonly SessionDto[] }) {
  const [isOpen, setIsOpen] = useState(false)
  const picked = sessions.filter(({ id }) => chosen.ids.has(id))
  const { isChoosing } = chosen
  return (
    <div
      className={cx(
        'flex flex-wrap items-center justify-between gap-x-4 gap-y-2',
        isChoosing ? 'sticky top-0 z-10 -mx-3 rounded-box bg-sunk px-3 py-2.5' : 'pt-3',
      )}
    >
      <p role="status">{isChoosing && chosenLine(picked.length)}</p>
      <div className="flex gap-2">
        {/* One button for both, so that whoever goes by keyboard stays where they are. */}
        <Button isDense onPress={isChoosing ? chosen.end : chosen.begin}>
          {isChoosing ? 'Stop choosing' : 'Choose several'}
        </Button>
        {isChoosing && (
          <Button isDense variant="primary" isDisabled={picked.length === 0} onPress={() => setIsOpen(true)}>
            Change the platform
          </Button>
        )}
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

function chosenLine(count: number): string {
  if (count === 0) return 'Choose the sessions that are to meet elsewhere.'
  return `${countSessions(count)} chosen${count === MOST_CHOSEN ? ', the most at a time' : ''}`
}
