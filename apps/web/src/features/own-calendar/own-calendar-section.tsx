import type { OwnCalendarDto } from '@foyer/shared/calendars'
import type { Platform } from '@foyer/shared/platforms'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { problemOf } from '../../api/problem.ts'
import { trpc } from '../../api/trpc.ts'
import { useNow } from '../../lib/use-now.ts'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { RadioCards } from '../../ui/radio-cards.tsx'
import { useReader } from '../../ui/reader.ts'
import { Section } from '../../ui/section.tsx'
import { Switch } from '../../ui/switch.tsx'
import { showToast } from '../../ui/toast.ts'
import { useConnect } from '../connections/use-connect.ts'
import { calendarName, calendarTrouble, lastRead, WHEN_UNKNOWN } from './own-calendar-copy.ts'
import { ownCalendarQuery } from './own-calendar-query.ts'

/** Whether the provider's own calendar closes times, and what holds while it cannot be read. */
export function OwnCalendarSection() {
  const { data: calendar } = useSuspenseQuery(ownCalendarQuery)
  const { platform, isAllowed, state } = calendar
  if (!platform) return null
  // Lost is not the same as never given: who gave it decides what holds meanwhile.
  const wasGiven = isAllowed || state === 'unreachable'
  return (
    <Section title="Your own calendar">
      <div className="pt-4">
        {wasGiven ? (
          <Choices calendar={calendar} platform={platform} />
        ) : (
          <Offer calendar={calendar} platform={platform} />
        )}
      </div>
    </Section>
  )
}

interface PartProps {
  calendar: OwnCalendarDto
  platform: Platform
}

function Offer({ calendar, platform }: PartProps) {
  const name = calendarName(platform)
  return (
    <div className="flex flex-col items-start justify-between gap-x-6 gap-y-3 sm:flex-row sm:items-center">
      <p className="max-w-xl text-pretty text-soft">
        Let your {name} close times while it is busy. Foyer sees when, never what or with whom. Links are made without
        it all the same.
      </p>
      <AllowButton platform={platform} label={calendar.accountEmail ? `Use my ${name}` : `Connect ${name}`} />
    </div>
  )
}

function AllowButton({ platform, label }: { platform: Platform; label: string }) {
  const { connect, isPending } = useConnect(platform, paths.dashboardAvailability(), { permissions: ['busy_times'] })
  return (
    <Button onPress={connect} isPending={isPending} className="shrink-0">
      {label}
    </Button>
  )
}

function Choices({ calendar, platform }: PartProps) {
  const now = useNow()
  const reader = useReader()
  const saving = useSaving()
  const { isUsed = calendar.isUsed, whenUnknown = calendar.whenUnknown } = saving.isPending ? saving.variables : {}
  const trouble = calendarTrouble(calendar, now, reader)
  const name = calendarName(platform)
  return (
    <div className="space-y-5">
      {trouble && (
        <Notice
          tone={trouble.tone}
          title={trouble.title}
          action={trouble.needsConsent && <AllowButton platform={platform} label="Allow it again" />}
        >
          {trouble.text}
        </Notice>
      )}
      <Switch
        isSelected={isUsed}
        onChange={(chosen) => saving.mutate({ isUsed: chosen })}
        hint={[calendar.accountEmail, isUsed ? lastRead(calendar, now, reader) : 'Nothing of it is read or kept.']
          .filter(Boolean)
          .join(' · ')}
      >
        While my {name} is busy, nobody can book me
      </Switch>
      {isUsed && (
        <RadioCards
          label="While it cannot be read"
          value={whenUnknown}
          onChange={(chosen) => chosen !== whenUnknown && saving.mutate({ whenUnknown: chosen })}
          columns={2}
          choices={WHEN_UNKNOWN}
        />
      )}
    </div>
  )
}

function useSaving() {
  const queryClient = useQueryClient()
  return useMutation(
    trpc.availability.setOwnCalendar.mutationOptions({
      onSuccess: (saved) => {
        queryClient.setQueryData(ownCalendarQuery.queryKey, saved)
        showToast({ tone: 'pine', text: 'Saved.' })
      },
      onError: (error) => showToast({ tone: 'brick', text: problemOf(error).message }),
    }),
  )
}
