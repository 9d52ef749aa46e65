import type { ConnectionDto } from '@foyer/shared/connections'
import { useRouter } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { type ConnectionOutcome, connectionOutcome, withoutOutcome } from './connection-outcome.ts'

/** What to say after coming back from a consent page; the address is cleaned, so that a reload does not say it again. */
export function useConnectionOutcome(connections: readonly ConnectionDto[]): ConnectionOutcome | null {
  const router = useRouter()
  // Decided once: what follows changes the number of waiting sessions and the address.
  const [outcome] = useState(() => connectionOutcome(router.state.location.search, connections))
  useEffect(() => {
    const { search, pathname, hash } = router.state.location
    if (!('connected' in search || 'connection_problem' in search)) return
    void router.navigate({ to: pathname, search: withoutOutcome(search), hash, replace: true, resetScroll: false })
  }, [router])
  return outcome
}
