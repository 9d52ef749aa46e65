import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { paths } from '../../paths.ts'
import { packDraft, unpackDraft } from './draft-in-address.ts'
import type { ServiceDraft } from './service-draft.ts'

/**
 * A draft that is still there after a visit to the integrations page: within the app from memory, after the consent page
 * of a platform from the address. Anywhere else it is given up with the page.
 */
export function useServiceDraft(options: {
  /** "new" or the id of the service. */
  of: string
  untouched: ServiceDraft
  packed: string | undefined
  /** The form's address with a packed draft. */
  formPath: (packed: string | undefined) => string
}) {
  const { of, packed, formPath } = options
  const queryClient = useQueryClient()
  const router = useRouter()
  const [untouched] = useState(options.untouched)
  const [draft, setDraft] = useState<ServiceDraft>(
    () => queryClient.getQueryData<ServiceDraft>(['service-draft', of]) ?? unpackDraft(packed, untouched),
  )
  useEffect(
    () => () => {
      const isConnecting = router.state.location.pathname === paths.dashboardIntegrations()
      if (!isConnecting) queryClient.removeQueries({ queryKey: ['service-draft', of] })
    },
    [queryClient, router, of],
  )
  const change = (changed: ServiceDraft) => {
    setDraft(changed)
    queryClient.setQueryData(['service-draft', of], changed)
  }
  const travelling = packDraft(draft, untouched)
  return {
    draft,
    change,
    /** The integrations page with the way back to this draft; where it is too long to travel, beside this page. */
    connectHref: paths.dashboardIntegrations(travelling === null ? undefined : formPath(travelling)),
    opensBeside: travelling === null,
  }
}
