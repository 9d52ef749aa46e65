import { trpc } from '../../api/trpc.ts'

/** Providers whose name or headline fits, page by page; an empty search is everybody. */
export function providersOptions(search: string) {
  return trpc.providers.list.infiniteQueryOptions(
    { search: search || undefined },
    { getNextPageParam: (page) => page.nextCursor },
  )
}
