import { useSuspenseQuery } from '@tanstack/react-query'
import { useNow } from '../../lib/use-now.ts'
import { paths } from '../../paths.ts'
import { LinkButton } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useReader } from '../../ui/reader.ts'
import { calendarTrouble } from './own-calendar-copy.ts'
import { ownCalendarQuery } from './own-calendar-query.ts'

/** Says where the provider is that the own calendar is not known, and leads to where that is decided on. */
export function OwnCalendarNotice() {
  const { data: calendar } = useSuspenseQuery(ownCalendarQuery)
  const trouble = calendarTrouble(calendar, useNow(), useReader())
  if (!trouble) return null
  return (
    <Notice
      tone={trouble.tone}
      title={trouble.title}
      action={
        <LinkButton href={paths.dashboardAvailability()} isDense>
          Your own calendar
        </LinkButton>
      }
    >
      {trouble.text}
    </Notice>
  )
}
