import { createRoute } from '@tanstack/react-router'
import { queryClient } from '../../api/query-client.ts'
import { trpc } from '../../api/trpc.ts'
import { memberLayout } from '../../routes/layouts.tsx'
import { SessionPage } from './session-page.tsx'

const sessionRoute = createRoute({
  getParentRoute: () => memberLayout,
  path: '/sessions/$id',
  loader: ({ params }) => queryClient.ensureQueryData(trpc.sessions.get.queryOptions({ id: params.id })),
  component: () => {
    const { id } = sessionRoute.useParams()
    return <SessionPage key={id} id={id} />
  },
})

/** The page of one session, for both sides. */
export const sessionRoutes = [sessionRoute] as const
