import type { ComingSessions } from '@foyer/shared/platform-changes'
import type { Platform } from '@foyer/shared/platforms'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { placeWords } from './change-copy.ts'
import { ComingChoice } from './coming-choice.tsx'

/** Asks what becomes of the coming sessions of a service that is about to meet elsewhere. Mounted while it is open. */
export function ComingDialog(props: {
  serviceId: string
  platform: Platform
  isPending: boolean
  onSave: (comingSessions: ComingSessions) => void
  onClose: () => void
}) {
  const { serviceId, platform, isPending, onSave, onClose } = props
  const [coming, setComing] = useState<ComingSessions>('keep')
  return (
    <Dialog
      title={`Meet ${placeWords(platform)} from now on`}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose} isDisabled={isPending}>
            Go back
          </Button>
          <Button variant="primary" onPress={() => onSave(coming)} isPending={isPending}>
            Save service
          </Button>
        </>
      }
    >
      <ComingChoice scope={{ serviceId, platform }} value={coming} onChange={setComing} />
    </Dialog>
  )
}
