import { useEffect, useState, useSyncExternalStore } from 'react'
import { cx } from '../lib/cx.ts'
import { Button } from './button.tsx'
import { Icon } from './icons.tsx'
import { closeToast, type Toast, toastStore } from './toast.ts'

const STAYS_MS = 6000

/**
 * Where toasts appear, read aloud politely: over the sign on a phone, in the far corner of a desk, where they cover
 * no button. Drawn once, by UiProvider.
 */
export function ToastRegion() {
  const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.read)
  return (
    <section
      aria-label="Messages"
      aria-live="polite"
      className="pointer-events-none fixed inset-x-0 top-0 z-50 flex flex-col items-center gap-2 p-3 pt-[calc(0.75rem+env(safe-area-inset-top))] md:top-auto md:bottom-0 md:items-end md:p-6"
    >
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </section>
  )
}

function ToastCard({ toast }: { toast: Toast }) {
  const [isHeld, setIsHeld] = useState(false)
  const { id, action } = toast
  useEffect(() => {
    // What offers an action waits for an answer; what is being read or reached for waits too.
    if (isHeld || action) return
    const timer = setTimeout(() => closeToast(id), STAYS_MS)
    return () => clearTimeout(timer)
  }, [id, action, isHeld])
  return (
    <fieldset
      onPointerEnter={() => setIsHeld(true)}
      onPointerLeave={() => setIsHeld(false)}
      onFocus={() => setIsHeld(true)}
      onBlur={() => setIsHeld(false)}
      className="pointer-events-auto flex max-w-full animate-rise items-center gap-1.5 rounded-card border border-line bg-card py-1 ps-4 pe-1.5 shadow-float"
    >
      <span className={cx('py-2 pe-2', toast.tone === 'brick' && 'text-brick', toast.tone === 'pine' && 'text-pine')}>
        {toast.text}
      </span>
      {action && (
        <Button
          variant="quiet"
          isDense
          onPress={() => {
            closeToast(id)
            action.onPress()
          }}
        >
          {action.label}
        </Button>
      )}
      <Button
        variant="quiet"
        isDense
        aria-label="Dismiss"
        onPress={() => closeToast(id)}
        className="w-9 px-0! text-soft"
      >
        <Icon name="close" className="size-4" />
      </Button>
    </fieldset>
  )
}
