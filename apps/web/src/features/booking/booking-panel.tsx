import type { ServiceDto } from '@foyer/shared/services'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useAccount } from '../../api/account.ts'
import { useNow } from '../../lib/use-now.ts'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useReader } from '../../ui/reader.ts'
import type { BookingChoice } from './booking-choice.ts'
import { BookingSummary } from './booking-summary.tsx'
import { ChosenTime } from './chosen-time.tsx'
import { CourseEnrolment } from './course-enrolment.tsx'
import { GroupDates } from './group-dates.tsx'
import { datesOptions, forgetSlots, monthSlotsOptions } from './month-slots.ts'
import { TimePicker } from './time-picker.tsx'
import { useChoose } from './use-choice.ts'

type PanelProps = { service: ServiceDto; choice: BookingChoice; firstMonth: string }

/** The right side of the booking page: choosing a time, then the summary and the request. */
export function BookingPanel({ service, choice, firstMonth }: PanelProps) {
  const reader = useReader()
  const account = useAccount()
  const router = useRouter()
  const [lost, setLost] = useState<{ message: string; times: number }>({ message: '', times: 0 })
  const { choose, stepTo } = useChoose((next) => paths.book(service.provider.slug, service.id, next))
  const timeZone = choice.zone ?? reader.timeZone
  const slots = useOffered(service, choice, timeZone, firstMonth)
  const chosen = slots.find(({ startsAt }) => startsAt === choice.slot) ?? null
  const isOwn = account?.id === service.provider.id

  const goOn = () => {
    const confirm: BookingChoice = { ...choice, step: 'confirm' }
    if (account) stepTo(confirm)
    else router.history.push(paths.signIn(paths.book(service.provider.slug, service.id, confirm)))
  }
  const onTimeLost = (message: string) => {
    setLost(({ times }) => ({ message, times: times + 1 }))
    void forgetSlots()
    choose({ zone: choice.zone, day: choice.day })
  }

  if (choice.step === 'confirm' && chosen && account && !isOwn) {
    return (
      <BookingSummary
        service={service}
        slot={chosen}
        timeZone={timeZone}
        onBack={() => choose({ ...choice, step: undefined })}
        onTimeLost={onTimeLost}
      />
    )
  }
  const select = (next: BookingChoice) => {
    setLost(({ times }) => ({ message: '', times }))
    choose(next)
  }
  const pickDate = (slot: string) => select({ zone: choice.zone, day: slot.slice(0, 10), slot })
  return (
    <div className="space-y-6.5">
      {lost.message && (
        <Notice tone="amber" title={lost.message}>
          Nothing was booked. These are the times that are still free.
        </Notice>
      )}
      {service.kind === 'private' && (
        <TimePicker
          service={service}
          firstMonth={firstMonth}
          choice={choice}
          onChoose={select}
          focusRequest={lost.times}
        />
      )}
      {service.kind === 'group' && (
        <GroupDates
          slots={slots}
          value={choice.slot ?? null}
          onChange={pickDate}
          timeZone={timeZone}
          focusRequest={lost.times}
        />
      )}
      {service.kind === 'course' && (
        <CourseEnrolment slot={slots[0]} timeZone={timeZone} onChoose={pickDate} isChosen={chosen !== null} />
      )}
      {isOwn ? (
        <Notice tone="quiet" title="This is your own page">
          Others see it like this and book here.
        </Notice>
      ) : (
        <ChosenTime
          chosen={chosen}
          timeZone={timeZone}
          provider={service.provider}
          action={
            <Button variant="primary" onPress={goOn} isDisabled={!chosen}>
              Continue
            </Button>
          }
        />
      )}
    </div>
  )
}

/** What can be booked around the choice: the month of it, or all dates of a group or course. */
function useOffered(service: ServiceDto, choice: BookingChoice, timeZone: string, firstMonth: string) {
  const now = useNow(60 * 60_000)
  const month = choice.month ?? choice.day?.slice(0, 7) ?? firstMonth
  const options = useMemo(
    () =>
      service.kind === 'private'
        ? monthSlotsOptions(service.id, month, timeZone)
        : datesOptions(service.id, timeZone, now),
    [service, month, timeZone, now],
  )
  return useQuery(options).data?.slots ?? []
}
