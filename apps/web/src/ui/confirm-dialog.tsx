import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { Notice } from './notice.tsx'

/** Asks before something that cannot be taken back. Says what will happen; shows its own failure, once, in its place. */
export function ConfirmDialog(props: {
  title: string
  isOpen: boolean
  onClose: () => void
  /** What will happen, to whom, and what stays. */
  children: ReactNode
  /** The verb and its object, "Cancel session"; never "OK". */
  confirmLabel: string
  /** What leaves everything as it is, "Keep it". */
  keepLabel?: string | undefined
  onConfirm: () => void
  isPending?: boolean | undefined
  isDangerous?: boolean | undefined
  error?: string | undefined
}) {
  const { title, isOpen, onClose, children, confirmLabel, keepLabel = 'Go back', onConfirm } = props
  const { isPending = false, isDangerous = true, error } = props
  return (
    <Dialog
      role="alertdialog"
      title={title}
      isOpen={isOpen}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose} isDisabled={isPending} autoFocus>
            {keepLabel}
          </Button>
          <Button variant={isDangerous ? 'danger' : 'primary'} onPress={onConfirm} isPending={isPending}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      <div className="text-body text-soft">{children}</div>
      {error && (
        <Notice tone="brick" title="That did not work">
          {error}
        </Notice>
      )}
    </Dialog>
  )
}
