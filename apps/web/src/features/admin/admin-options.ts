import type { AuditSubject, MeetingProblem } from '@foyer/shared/admin'
import type { Platform } from '@foyer/shared/platforms'
import type { RepairDto } from '@foyer/shared/repairs'
import { trpc } from '../../api/trpc.ts'

/** Often enough to follow what heals by itself. */
const FOLLOW_MS = 10_000

/** Whoever waits for something to happen looks at it. */
const WATCH_MS = 1500

const paged = { getNextPageParam: ({ nextCursor }: { nextCursor: string | null }) => nextCursor ?? undefined }
const followed = { refetchInterval: FOLLOW_MS }

export interface ProblemFilter {
  problem?: MeetingProblem | undefined
  platform?: Platform | undefined
  providerId?: string | undefined
}

/** How things stand, kept up to date. */
export const overviewOptions = trpc.admin.overview.queryOptions(undefined, followed)

/** The coming sessions without a link, kept up to date. */
export const problemPages = (filter: ProblemFilter) =>
  trpc.admin.meetings.list.infiniteQueryOptions(filledIn(filter), { ...paged, ...followed })

/** Only what was chosen; the same choice is the same question. */
export const filledIn = ({ problem, platform, providerId }: ProblemFilter) => ({
  ...(problem && { problem }),
  ...(platform && { platform }),
  ...(providerId && { providerId }),
})

/** What was done to one thing, kept up to date. */
export const auditPages = (subjectType: AuditSubject, subjectId: string) =>
  trpc.admin.audit.list.infiniteQueryOptions({ subjectType, subjectId }, { ...paged, ...followed })

/** Every repair, kept up to date. */
export const repairPages = trpc.admin.repairs.list.infiniteQueryOptions({}, { ...paged, ...followed })

/** One repair, followed closely as long as something of it is under way. */
export const repairOptions = (id: string) =>
  trpc.admin.repairs.get.queryOptions(
    { id },
    { refetchInterval: ({ state }) => (state.data && isAtRest(state.data) ? FOLLOW_MS : WATCH_MS) },
  )

const isAtRest = ({ status, counts }: RepairDto) => status !== 'running' && counts.asked === 0

/** Everybody's connections, or only those that need somebody. */
export const connectionPages = (show: 'all' | 'needs') =>
  trpc.admin.connections.list.infiniteQueryOptions(show === 'all' ? {} : { needsSomebody: true }, {
    ...paged,
    ...followed,
  })

/** Everybody with an account, or those a search finds. */
export const userPages = (search: string) => trpc.admin.users.list.infiniteQueryOptions(search ? { search } : {}, paged)
