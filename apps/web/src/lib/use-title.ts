import { useEffect } from 'react'

/** Names the page in the tab and for listeners: "First conversation · Foyer". */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Foyer`
  }, [title])
}
