import { createRoute } from '@tanstack/react-router'
import { memberLayout } from '../../routes/layouts.tsx'

const sessionRoute = createRoute({ getParentRoute: () => memberLayout, path: '/sessions/$id', component: () => null })

/** The page of one session, for both sides. */
export const sessionRoutes = [sessionRoute] as const
