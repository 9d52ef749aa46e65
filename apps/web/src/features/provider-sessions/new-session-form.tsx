import type { ServiceDto } from '@foyer/shared/services'
import { type FormEvent, useState } from 'react'
import { fieldError, type Problem } from '../../api/problem.ts'
import { focusFirstError } from '../../lib/focus-first-error.ts'
import { formatDayAndRange } from '../../lib/time.ts'
import { useNow } from '../../lib/use-now.ts'
import { zoneName } from '../../lib/zones.ts'
import { paths } from '../../paths.ts'
import { Button, LinkButton } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useReader } from '../../ui/reader.ts'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { serviceFacts } from '../services/service-facts.ts'
import { instantOf, type SessionDraft, sessionErrors, toSessionInput } from './session-draft.ts'

/** A session made by its provider: what, when on the reader's clock, and for whom if somebody is meant. */
export function NewSessionForm(props: {
  services: readonly ServiceDto[]
  initial: SessionDraft
  onMake: (input: NonNullable<ReturnType<typeof toSessionInput>>) => void
  isPending: boolean
  problem: Problem | null
}) {
  const { services, initial, onMake, isPending, problem } = props
  const [draft, setDraft] = useState(initial)
  const [isChecked, setIsChecked] = useState(false)
  const now = useNow()
  const reader = useReader()
  const { timeZone } = reader
  const errors = isChecked ? sessionErrors(draft, now, timeZone) : {}
  const change = (changes: Partial<SessionDraft>) => setDraft((newest) => ({ ...newest, ...changes }))
  const service = services.find(({ id }) => id === draft.serviceId)
  const make = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setIsChecked(true)
    // A course is booked as a whole: an address typed before it was chosen does not count.
    const customerEmail = service?.kind === 'course' ? '' : draft.customerEmail
    const input = toSessionInput({ ...draft, customerEmail }, timeZone)
    if (input && Object.keys(sessionErrors(draft, now, timeZone)).length === 0) onMake(input)
    else focusFirstError(event.currentTarget)
  }
  return (
    <form onSubmit={make} noValidate className="max-w-xl space-y-5">
      <Select
        label="Service"
        value={draft.serviceId}
        onChange={(serviceId) => change({ serviceId })}
        error={errors.serviceId ?? fieldError(problem, 'serviceId')}
        choices={services.map((one) => ({ id: one.id, label: one.title, hint: serviceFacts(one) }))}
      />
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <TextField
          label="Date"
          type="date"
          value={draft.date}
          onChange={(date) => change({ date })}
          error={errors.date}
          isRequired
        />
        <TextField
          label="Time"
          type="time"
          value={draft.time}
          onChange={(time) => change({ time })}
          error={errors.time ?? timeProblem(problem)}
          isRequired
        />
      </div>
      <p role="status" className="min-h-5 text-small text-soft">
        {preview()}
      </p>
      {service?.kind !== 'course' && (
        <TextField
          label="Customer e-mail"
          type="email"
          hint="They are booked in, or invited if they have no account yet."
          value={draft.customerEmail}
          onChange={(customerEmail) => change({ customerEmail })}
          error={errors.customerEmail ?? fieldError(problem, 'customerEmail')}
          isRequired={false}
        />
      )}
      <SessionProblem problem={problem} draft={draft} />
      <Button type="submit" variant="primary" isPending={isPending}>
        Make session
      </Button>
    </form>
  )

  function preview(): string {
    const startsAt = instantOf(draft, timeZone)
    if (!startsAt || !service) return `Times are on your clock, ${zoneName(timeZone)}.`
    const endsAt = new Date(Date.parse(startsAt) + service.durationMinutes * 60_000).toISOString()
    return `${formatDayAndRange(startsAt, endsAt, now, reader)}, ${zoneName(timeZone)}`
  }
}

const ABOUT_THE_TIME: readonly Problem['reason'][] = ['slot_taken', 'slot_unavailable']
const FIELDS = ['serviceId', 'startsAt', 'customerEmail']

function timeProblem(problem: Problem | null): string | undefined {
  return problem && ABOUT_THE_TIME.includes(problem.reason) ? problem.message : fieldError(problem, 'startsAt')
}

/** What no field can show: a refusal with a way out, or about the whole. */
function SessionProblem({ problem, draft }: { problem: Problem | null; draft: SessionDraft }) {
  if (!problem || ABOUT_THE_TIME.includes(problem.reason)) return null
  if (problem.field && FIELDS.includes(problem.field) && !problem.action) return null
  const { serviceId, date, time } = draft
  const back = paths.dashboardNewSession({ ...(serviceId && { service: serviceId }), date, time })
  const href = problem.reason === 'connection_required' ? paths.dashboardIntegrations(back) : problem.action?.path
  return (
    <Notice
      tone="brick"
      title="Not made yet"
      action={
        problem.action &&
        href && (
          <LinkButton href={href} variant="primary">
            {problem.action.label}
          </LinkButton>
        )
      }
    >
      {problem.message}
    </Notice>
  )
}
