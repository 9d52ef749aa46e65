import { type ConnectionDto, connectionIsUsable } from '@foyer/shared/connections'
import { type ReactNode, useState } from 'react'
import type { MenuEntry } from '../../ui/menu.tsx'
import { ServicesDialog } from './services-dialog.tsx'

/** For the card of a platform that can make links: the entry of its menu that has all services meet there, and its dialog. */
export function useForAll({ platform, status }: ConnectionDto): { entries: MenuEntry[]; dialog: ReactNode } {
  const [isAsking, setIsAsking] = useState(false)
  const entry = { id: 'all', label: 'Use for all my services', onAction: () => setIsAsking(true) }
  return {
    entries: connectionIsUsable(status) ? [entry] : [],
    dialog: isAsking && <ServicesDialog platform={platform} onClose={() => setIsAsking(false)} />,
  }
}
