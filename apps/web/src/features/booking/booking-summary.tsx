import type { ServiceDto } from '@foyer/shared/services'
import type { SlotDto } from '@foyer/shared/slots'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { type Problem, problemOf, problemToShow } from '../../api/problem.ts'
import { trpc } from '../../api/trpc.ts'
import { paths } from '../../paths.ts'
import { Button, LinkButton } from '../../ui/button.tsx'
import { DefinitionList } from '../../ui/definition-list.tsx'
import { Notice } from '../../ui/notice.tsx'
import { TextArea } from '../../ui/text-field.tsx'
import { BothClocks } from './chosen-time.tsx'
import { placeOf } from './service-facts.ts'

const NOTES_LENGTH = 2000

/** Refusals after which another time has to be chosen. */
const TIME_LOST: readonly Problem['reason'][] = ['slot_taken', 'slot_unavailable', 'session_full', 'session_over']

/** The last look before booking: what, with whom, when on both clocks, a word to the provider, and what happens next. */
export function BookingSummary(props: {
  service: ServiceDto
  slot: SlotDto
  timeZone: string
  onBack: () => void
  onTimeLost: (message: string) => void
}) {
  const { service, slot, timeZone, onBack, onTimeLost } = props
  const { provider, confirmation } = service
  const router = useRouter()
  const queryClient = useQueryClient()
  const [notes, setNotes] = useState('')
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const booking = useMutation(
    trpc.bookings.create.mutationOptions({
      onSuccess: async (made) => {
        queryClient.setQueryData(trpc.bookings.get.queryKey({ id: made.id }), made)
        void queryClient.invalidateQueries({ queryKey: trpc.bookings.mine.queryKey() })
        router.history.replace(paths.booking(made.id))
      },
      onError: (error) => {
        const { reason, message } = problemOf(error)
        if (TIME_LOST.includes(reason)) onTimeLost(message)
      },
    }),
  )
  const problem = problemToShow(booking.error)
  const isManual = confirmation === 'manual'
  const book = () =>
    booking.mutate({ serviceId: service.id, ...placeIn(service, slot), notes: notes.trim() || undefined })
  return (
    <div className="max-w-xl space-y-6">
      <h2 ref={heading} tabIndex={-1} className="speak text-heading">
        {isManual ? 'Ask for this time' : 'Book this time'}
      </h2>
      <BothClocks startsAt={slot.startsAt} endsAt={slot.endsAt} timeZone={timeZone} provider={provider} />
      <DefinitionList
        facts={[
          { name: 'What', value: service.title },
          { name: 'With', value: provider.name },
          { name: 'Where', value: placeOf(service) },
          { name: 'Next', value: nextStep(service) },
        ]}
      />
      <TextArea
        label="Notes"
        hint={`Anything ${provider.name} should know before. Nobody else reads it.`}
        isRequired={false}
        value={notes}
        onChange={setNotes}
        maxLength={NOTES_LENGTH}
      />
      {problem && (
        <Notice
          tone="brick"
          title={problem.message}
          action={problem.action && <LinkButton href={problem.action.path}>{problem.action.label}</LinkButton>}
        />
      )}
      <div className="flex flex-col-reverse gap-2 border-t border-line pt-5 sm:flex-row sm:justify-between">
        <Button onPress={onBack}>Choose another time</Button>
        <Button variant="primary" onPress={book} isPending={booking.isPending || booking.isSuccess}>
          {isManual ? 'Request booking' : 'Confirm booking'}
        </Button>
      </div>
    </div>
  )
}

/** How the API is told which place: a start, a session of a group, or a course by its service alone. */
function placeIn({ kind }: ServiceDto, { startsAt, sessionId }: SlotDto): { startsAt?: string; sessionId?: string } {
  if (kind === 'course') return {}
  return sessionId ? { sessionId } : { startsAt }
}

function nextStep({ confirmation, mode, provider }: ServiceDto): string {
  if (confirmation === 'manual') return `${provider.name} answers; until then the time is held for you`
  return mode === 'online' ? 'Booked at once, the link is made right away' : 'Booked at once'
}
