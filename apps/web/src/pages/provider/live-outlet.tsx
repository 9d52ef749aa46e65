import { Outlet } from '@tanstack/react-router'
import { useLiveMine } from '../../api/live-mine.ts'

/** What a provider sees is kept true over one live connection, whichever of the pages is open. */
export function LiveOutlet() {
  useLiveMine()
  return <Outlet />
}
