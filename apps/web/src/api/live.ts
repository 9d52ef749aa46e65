import { useEffect, useEffectEvent, useState } from 'react'

/** What useSubscription gives, as far as this needs it. */
type Subscription = { status: 'idle' | 'connecting' | 'pending' | 'error'; reset: () => void }

/** A connection that is being made is given this long before the page says so and asks by itself. */
const PATIENCE_MS = 4000
const POLL_MS = 5000

/**
 * Keeps a page true while its live connection is down: asks every five seconds until it is back, at once when the
 * browser is online again, and tells whether the page should say that it is reconnecting.
 */
export function useLiveFallback(subscription: Subscription, refetch: () => void): { isReconnecting: boolean } {
  const [takesLong, setTakesLong] = useState(false)
  const isDown = subscription.status === 'connecting' || subscription.status === 'error'
  const poll = useEffectEvent(() => {
    refetch()
    // An error ends a subscription for good, so it is begun anew.
    if (subscription.status === 'error') subscription.reset()
  })
  useEffect(() => {
    if (!isDown) return
    let timer = setTimeout(function tick() {
      setTakesLong(true)
      poll()
      timer = setTimeout(tick, POLL_MS)
    }, PATIENCE_MS)
    const onOnline = () => poll()
    window.addEventListener('online', onOnline)
    return () => {
      clearTimeout(timer)
      setTakesLong(false)
      window.removeEventListener('online', onOnline)
    }
  }, [isDown])
  return { isReconnecting: isDown && takesLong }
}
