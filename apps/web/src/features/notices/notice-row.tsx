import type { NotificationDto } from '@foyer/shared/notifications'
import { formatClock } from '../../lib/time.ts'
import { useNow } from '../../lib/use-now.ts'
import { Icon } from '../../ui/icons.tsx'
import { AppLink } from '../../ui/link.tsx'
import { useReader } from '../../ui/reader.ts'
import { Status } from '../../ui/status.tsx'
import { noticeAsks, noticeIcon } from './notice-copy.ts'
import { noticeTime } from './notices-by-day.ts'

/** One piece of news: when it came, what it is, the page it is about, and whether it still asks for something. */
export function NoticeRow({ notice, isNew }: { notice: NotificationDto; isNew: boolean }) {
  const reader = useReader()
  const now = useNow()
  const { title, path, createdAt, state } = notice
  const time = noticeTime(notice, now, reader)
  const asks = noticeAsks(notice)
  return (
    <li className="grid grid-cols-[3.25rem_1.25rem_minmax(0,1fr)_auto] items-baseline gap-x-3 py-3">
      <time dateTime={createdAt} className="text-small text-soft">
        {formatClock(createdAt, reader)}
      </time>
      <Icon name={noticeIcon(notice)} className="self-start text-soft" />
      <div className="min-w-0 space-y-1">
        <p className="font-medium text-pretty wrap-anywhere">
          {path ? (
            <AppLink href={path} className="rounded-sm underline-offset-4 hover:underline">
              {title}
            </AppLink>
          ) : (
            title
          )}
        </p>
        {time && <p className="text-small text-pretty text-soft">{time}</p>}
        {asks && <Status door={asks.door}>{asks.words}</Status>}
        {state === 'settled' && <p className="text-small text-soft">Settled since</p>}
      </div>
      {isNew && <span className="text-fine font-strong text-pine">New</span>}
    </li>
  )
}
