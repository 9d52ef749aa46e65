import type { Tone } from './status.tsx'

export type Toast = {
  id: number
  tone: Tone
  text: string
  action?: { label: string; onPress: () => void } | undefined
}

type Listener = () => void

let toasts: readonly Toast[] = []
let nextId = 1
const listeners = new Set<Listener>()

function replace(next: readonly Toast[]): void {
  toasts = next
  for (const listener of listeners) listener()
}

/**
 * Says in passing that something was done, or that something done in passing failed.
 * What belongs to a form or a dialog is said there instead, never in both places.
 */
export function showToast(toast: Omit<Toast, 'id' | 'tone'> & { tone?: Tone | undefined }): void {
  // Three at most: more would cover the page and none would be read.
  replace([...toasts.slice(-2), { ...toast, tone: toast.tone ?? 'quiet', id: nextId++ }])
}

export function closeToast(id: number): void {
  replace(toasts.filter((toast) => toast.id !== id))
}

/** For useSyncExternalStore. */
export const toastStore = {
  subscribe(listener: Listener): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  read: (): readonly Toast[] => toasts,
}
