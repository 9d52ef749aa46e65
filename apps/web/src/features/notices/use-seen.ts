import type { NotificationDto } from '@foyer/shared/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState } from 'react'
import { trpc } from '../../api/trpc.ts'

/**
 * Marks as read what is on the page as soon as the page can be seen. Returns what was new during this visit, so that it
 * does not lose its mark under the reader's eyes.
 */
export function useSeen(notices: readonly NotificationDto[]): ReadonlySet<string> {
  const queryClient = useQueryClient()
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set())
  const markRead = useMutation(
    trpc.notifications.markRead.mutationOptions({
      onMutate: ({ ids = [] } = {}) => setFresh((before) => new Set([...before, ...ids])),
      onSuccess: () => void queryClient.invalidateQueries({ queryKey: trpc.notifications.list.queryKey() }),
    }),
  )
  const unread = notices.filter(({ readAt }) => readAt === null).map(({ id }) => id)
  const see = useEffectEvent((ids: string) => {
    if (document.visibilityState === 'visible') markRead.mutate({ ids: ids.split(' ') })
  })
  const unreadIds = unread.join(' ')
  useEffect(() => {
    if (unreadIds === '') return
    const onVisible = () => see(unreadIds)
    onVisible()
    document.addEventListener('visibilitychange', onVisible)
    return () => document.removeEventListener('visibilitychange', onVisible)
  }, [unreadIds])
  return new Set([...fresh, ...unread])
}
