import type { ReactNode } from 'react'
import { Heading, Modal, ModalOverlay, Dialog as RacDialog } from 'react-aria-components'
import { cx } from '../lib/cx.ts'
import { Button } from './button.tsx'
import { Icon } from './icons.tsx'

export type DialogProps = {
  title: string
  isOpen: boolean
  onClose: () => void
  children: ReactNode
  /** Buttons at the foot, the main one last. */
  actions?: ReactNode
  /** "alertdialog" for what must be answered: then neither Escape nor a press outside closes it by mistake. */
  role?: 'dialog' | 'alertdialog' | undefined
  size?: 'narrow' | 'wide' | undefined
}

/** A question or a form over the page. On a phone it rises from the foot, where the thumb is. */
export function Dialog({ title, isOpen, onClose, children, actions, role = 'dialog', size = 'narrow' }: DialogProps) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable={role === 'dialog'}
      className="fixed inset-0 z-40 flex items-end justify-center bg-veil data-entering:animate-fade sm:items-center sm:p-6"
    >
      <Modal
        className={cx(
          'max-h-[min(100%,calc(100dvh-1.5rem))] w-full overflow-auto rounded-t-card border border-line bg-card shadow-float sm:rounded-card',
          'pb-[env(safe-area-inset-bottom)] data-entering:animate-rise',
          size === 'narrow' ? 'sm:max-w-md' : 'sm:max-w-2xl',
        )}
      >
        <RacDialog role={role} className="relative flex flex-col gap-4 p-5 outline-none sm:p-6.5">
          <Heading slot="title" className="speak pe-10 text-heading">
            {title}
          </Heading>
          {role === 'dialog' && (
            <Button
              variant="quiet"
              aria-label="Close"
              onPress={onClose}
              className="absolute! end-2.5 top-2.5 w-11 px-0! text-soft sm:end-4 sm:top-4"
            >
              <Icon name="close" />
            </Button>
          )}
          {children}
          {actions && <div className="flex flex-col-reverse gap-2 pt-1 sm:flex-row sm:justify-end">{actions}</div>}
        </RacDialog>
      </Modal>
    </ModalOverlay>
  )
}
