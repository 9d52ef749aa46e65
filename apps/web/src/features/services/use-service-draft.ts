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
  const [first] = useState<ServiceDraft>(
    () => queryClient.getQueryData<ServiceDraft>(['service-draft', of]) ?? unpackDraft(packed, untouched),
  )
  const [draft, setDraft] = useState(first)
  useEffect(
    () => () => {
      const isConnecting = router.state.location.pathname.startsWith(paths.dashboardIntegrations())
      if (!isConnecting) queryClient.removeQueries({ queryKey: ['service-draft', of] })
    },
    [queryClient, router, of],
  )
  useEffect(() => {
    if (draft !== first) queryClient.setQueryData(['service-draft', of], draft)
  }, [queryClient, of, draft, first])
  const travelling = packDraft(draft, untouched)
  return {
    draft,
    // On the newest draft: leaving one field and pressing another control are two changes of one moment.
    change: (changes: Partial<ServiceDraft>) => setDraft((newest) => ({ ...newest, ...changes })),
    /** The integrations page with the way back to this draft; where it is too long to travel, beside this page. */
    connectHref: paths.dashboardIntegrations(travelling === null ? undefined : formPath(travelling)),
    roomHref: paths.dashboardRoom(travelling === null ? undefined : formPath(travelling)),
    opensBeside: travelling === null,
  }
}
