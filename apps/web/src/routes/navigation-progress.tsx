import { useRouterState } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { Progress } from '../ui/progress.tsx'

/** Below this a page comes fast enough to say nothing. */
const UNNOTICED_MS = 250

/** A thin line at the top while the next page is fetched; the one before stays until it is there. */
export function NavigationProgress() {
  const isLoading = useRouterState({ select: (state) => state.isLoading })
  const [takesLong, setTakesLong] = useState(false)
  useEffect(() => {
    if (!isLoading) return
    const timer = setTimeout(() => setTakesLong(true), UNNOTICED_MS)
    return () => {
      clearTimeout(timer)
      setTakesLong(false)
    }
  }, [isLoading])
  if (!isLoading || !takesLong) return null
  return (
    <div className="fixed inset-x-0 top-0 z-50">
      <Progress value="unknown" label="Loading the page" tone="pine" className="h-0.5 rounded-none!" />
    </div>
  )
}
