import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { problemOf, problemToShow } from '../../api/problem.ts'
import { trpc } from '../../api/trpc.ts'
import type { BookingChoice } from '../../features/booking/booking-choice.ts'
import { ChosenTime } from '../../features/booking/chosen-time.tsx'
import { forgetSlots, monthSlotsOptions } from '../../features/booking/month-slots.ts'
import { onlySessionOf } from '../../features/booking/only-session.ts'
import { TimePicker } from '../../features/booking/time-picker.tsx'
import { useChoose } from '../../features/booking/use-choice.ts'
import { useTitle } from '../../lib/use-title.ts'
import { paths } from '../../paths.ts'
import { Button, LinkButton } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { useReader } from '../../ui/reader.ts'
import { ShortTime } from '../../ui/time.tsx'
import { showToast } from '../../ui/toast.ts'

/** A private booking gets another time; everything else about it stays. */
export function MovePage(props: { id: string; serviceId: string; firstMonth: string; choice: BookingChoice }) {
  const { id, serviceId, firstMonth, choice } = props
  useTitle('Move to another time')
  const reader = useReader()
  const { data: booking } = useSuspenseQuery(trpc.bookings.get.queryOptions({ id }))
  const { data: service } = useSuspenseQuery(trpc.services.get.queryOptions({ id: serviceId }))
  const { choose } = useChoose((next) => paths.moveBooking(id, next))
  const { move, isPending, problem, lostTimes } = useMove(id, () => choose({ zone: choice.zone, day: choice.day }))
  const timeZone = choice.zone ?? reader.timeZone
  const month = choice.month ?? choice.day?.slice(0, 7) ?? firstMonth
  const { data } = useQuery(monthSlotsOptions(service.id, month, timeZone))
  const chosen = data?.slots.find(({ startsAt }) => startsAt === choice.slot) ?? null
  const session = onlySessionOf(booking)
  const back = session ? paths.session(session.id) : paths.booking(id)
  const other = booking.viewer === 'customer' ? booking.provider : booking.customer
  return (
    <div className="mx-auto max-w-2xl space-y-7">
      <PageTitle
        eyebrow={`${service.title} with ${other.name}`}
        title="Move to another time"
        lead={
          <>
            Now <ShortTime startsAt={booking.startsAt} endsAt={booking.endsAt} />.{' '}
            {session?.meeting ? 'The link stays the same.' : 'Nothing else changes.'}
          </>
        }
        action={<LinkButton href={back}>Keep it</LinkButton>}
      />
      {problem && (
        <Notice tone={problem.reason === 'slot_taken' ? 'amber' : 'brick'} title={problem.message}>
          Nothing was moved.
        </Notice>
      )}
      <TimePicker
        service={service}
        firstMonth={firstMonth}
        choice={choice}
        onChoose={choose}
        focusRequest={lostTimes}
      />
      <ChosenTime
        chosen={chosen}
        timeZone={timeZone}
        provider={service.provider}
        action={
          <Button
            variant="primary"
            isDisabled={!chosen}
            isPending={isPending}
            onPress={() => chosen && move(chosen.startsAt)}
          >
            Move to this time
          </Button>
        }
      />
    </div>
  )
}

/** Moves, shows its failure once, and after a lost time asks for what is still free. */
function useMove(id: string, onTimeLost: () => void) {
  const router = useRouter()
  const queryClient = useQueryClient()
  const [lostTimes, setLostTimes] = useState(0)
  const moving = useMutation(
    trpc.bookings.reschedule.mutationOptions({
      onSuccess: (moved) => {
        queryClient.setQueryData(trpc.bookings.get.queryKey({ id }), moved)
        const session = onlySessionOf(moved)
        if (session) queryClient.setQueryData(trpc.sessions.get.queryKey({ id: session.id }), session)
        void queryClient.invalidateQueries({ queryKey: trpc.bookings.mine.queryKey() })
        void forgetSlots()
        showToast({ tone: 'pine', text: 'Moved. Everybody sees the new time.' })
        router.history.replace(session ? paths.session(session.id) : paths.booking(id))
      },
      onError: (error) => {
        const { reason } = problemOf(error)
        if (reason !== 'slot_taken' && reason !== 'slot_unavailable') return
        void forgetSlots()
        setLostTimes((times) => times + 1)
        onTimeLost()
      },
    }),
  )
  return {
    lostTimes,
    isPending: moving.isPending,
    problem: problemToShow(moving.error),
    move: (startsAt: string) => moving.mutate({ id, startsAt }),
  }
}
