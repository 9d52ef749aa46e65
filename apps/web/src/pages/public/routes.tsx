import { createRoute } from '@tanstack/react-router'
import { publicLayout } from '../../routes/layouts.tsx'

const homeRoute = createRoute({ getParentRoute: () => publicLayout, path: '/', component: () => null })

/** The pages for everybody. */
export const publicRoutes = [homeRoute] as const
