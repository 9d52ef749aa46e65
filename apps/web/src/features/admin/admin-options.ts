import type { MeetingProblem } from '@foyer/shared/admin'
import type { Platform } from '@foyer/shared/platforms'
import { trpc } from '../../api/trpc.ts'

/** Often enough to follow what heals by itself. */
const FOLLOW_MS = 10_000

const paged = { getNextPageParam: ({ nextCursor }: { nextCursor: string | null }) => nextCursor ?? undefined }
const followed = { refetchInterval: FOLLOW_MS }

export interface ProblemFilter {
  problem?: MeetingProblem | undefined
  platform?: Platform | undefined
}

/** How things stand, kept up to date. */
export const overviewOptions = trpc.admin.overview.queryOptions(undefined, followed)

/** The coming sessions without a link, kept up to date. */
export const problemPages = ({ problem, platform }: ProblemFilter) =>
  trpc.admin.meetings.list.infiniteQueryOptions(
    { ...(problem && { problem }), ...(platform && { platform }) },
    { ...paged, ...followed },
  )

/** Everybody's connections, or only those that need somebody. */
export const connectionPages = (show: 'all' | 'needs') =>
  trpc.admin.connections.list.infiniteQueryOptions(show === 'all' ? {} : { needsSomebody: true }, {
    ...paged,
    ...followed,
  })

/** Everybody with an account, or those a search finds. */
export const userPages = (search: string) => trpc.admin.users.list.infiniteQueryOptions(search ? { search } : {}, paged)
