import { useQuery } from '@tanstack/react-query'
import { trpc } from '../../api/trpc.ts'
import { paths } from '../../paths.ts'
import { LinkButton } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'

/** Beside a service that meets in one room for all: what happens where one session follows the other at once. */
export function SharedRoomHint({ pauseMinutes }: { pauseMinutes: number }) {
  const { data: room } = useQuery(trpc.connections.room.queryOptions())
  if (room?.kind !== 'fixed' || pauseMinutes > 0) return null
  return (
    <Notice
      tone="amber"
      title="The next customer may enter while the one before is still there"
      action={<LinkButton href={paths.dashboardRoom()}>Change the room</LinkButton>}
    >
      Your room is one link for every session. Add a pause before or after, or give each session a room of its own.
    </Notice>
  )
}
