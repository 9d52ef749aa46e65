import { useRouter } from '@tanstack/react-router'
import { useSyncExternalStore } from 'react'
import { settleSignedOut, signedOutStore } from '../../api/signed-out.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { SignInForm } from './sign-in-form.tsx'

/** Over any page when a sign-in has ended: whatever was written there is kept. */
export function SignInAgain() {
  const router = useRouter()
  const isSignedOut = useSyncExternalStore(signedOutStore.subscribe, signedOutStore.read)
  return (
    <Dialog title="Your sign-in has ended" isOpen={isSignedOut} onClose={settleSignedOut}>
      <p className="text-soft">Sign in again to go on. What you wrote here is kept.</p>
      <SignInForm onDone={() => void router.invalidate()} />
    </Dialog>
  )
}
