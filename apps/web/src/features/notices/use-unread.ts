import { useQuery } from '@tanstack/react-query'
import { trpc } from '../../api/trpc.ts'

/** How many notices the reader has not seen; none for a visitor, and none while it is not known. */
export function useUnread(isSignedIn: boolean): number {
  const { data = [] } = useQuery(trpc.notifications.list.queryOptions(undefined, { enabled: isSignedIn }))
  return data.filter(({ readAt }) => readAt === null).length
}
