type Listener = () => void

let isSignedOut = false
const listeners = new Set<Listener>()

function set(value: boolean): void {
  if (isSignedOut === value) return
  isSignedOut = value
  for (const listener of listeners) listener()
}

/** Somebody who was signed in no longer is: the page stays, a dialog asks to sign in again. */
export const announceSignedOut = (): void => set(true)

/** They are back, or have chosen to leave. */
export const settleSignedOut = (): void => set(false)

/** For useSyncExternalStore. */
export const signedOutStore = {
  subscribe(listener: Listener): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  read: (): boolean => isSignedOut,
}
