import { PLATFORM_NAMES, type Platform } from '@foyer/shared/platforms'
import { FALLBACK_LIMITS } from '@foyer/shared/services'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icons.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { canMove, kindsToAdd, moveStep, newStep, type StepDraft, stepName, withStep } from './fallback-draft.ts'

const ADD: Record<StepDraft['kind'], string> = {
  room: 'Add a room',
  platform: 'Add another platform',
  person: 'Add yourself',
}

/** What happens if the link cannot be made: steps in their order, and from when before the start they are taken. */
export function FallbackSteps(props: {
  steps: readonly StepDraft[]
  minutesBefore: number
  onChange: (changes: { fallback?: StepDraft[]; fallbackMinutesBefore?: number }) => void
  /** Platforms that are set up here and are not the service's own. */
  others: readonly Platform[]
  error: string | undefined
  minutesError: string | undefined
  errorOf: (step: StepDraft) => string | undefined
}) {
  const { steps, minutesBefore, onChange, others, error, minutesError, errorOf } = props
  const [newest, setNewest] = useState<number | null>(null)
  const change = (fallback: StepDraft[]) => onChange({ fallback })
  const add = (kind: StepDraft['kind']) => {
    const free = others.filter((platform) => !steps.some((step) => step.platform === platform))
    const step = newStep(kind, kind === 'platform' ? (free[0] ?? null) : null)
    setNewest(step.key)
    change(withStep(steps, step))
  }
  return (
    <div className="space-y-5 pt-4">
      <p className="text-soft">
        {steps.length === 0
          ? 'Nothing yet: a session whose link cannot be made waits for you. A room that is always open is the surest help.'
          : 'Taken one after the other until there is a link. Everybody sees that a backup is in use, and why.'}
      </p>
      {steps.length > 0 && (
        <ol aria-label="Steps, in their order" className="divide-y divide-line border-y border-line">
          {steps.map((step, index) => (
            <li key={step.key} className="grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-2 gap-y-1 py-3.5">
              <span className="speak pt-8 text-name text-soft" aria-hidden="true">
                {index + 1}
              </span>
              <StepField
                step={step}
                others={others.filter(
                  (platform) => platform === step.platform || !steps.some((one) => one.platform === platform),
                )}
                error={errorOf(step)}
                isNew={step.key === newest}
                onChange={(changes) => change(steps.map((one) => (one === step ? { ...one, ...changes } : one)))}
              />
              <div className="col-start-2 flex gap-1">
                <MoveButton steps={steps} index={index} by={-1} onMove={change} />
                <MoveButton steps={steps} index={index} by={1} onMove={change} />
                <Button
                  variant="quiet"
                  isDense
                  aria-label={`Remove step ${index + 1}, ${stepName(step)}`}
                  onPress={() => change(steps.filter((one) => one !== step))}
                >
                  Remove
                </Button>
              </div>
            </li>
          ))}
        </ol>
      )}
      {error && (
        <p role="alert" className="text-small font-medium text-brick">
          {error}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        {kindsToAdd(steps, others).map((kind) => (
          <Button key={kind} isDense onPress={() => add(kind)}>
            <Icon name="plus" className="size-4" />
            {ADD[kind]}
          </Button>
        ))}
      </div>
      {steps.length > 0 && (
        <div className="max-w-72">
          <NumberField
            label="Minutes before the start"
            hint="From then on the backup is used if there is no link."
            value={minutesBefore}
            onChange={(fallbackMinutesBefore) => onChange({ fallbackMinutesBefore })}
            error={minutesError}
            minValue={FALLBACK_LIMITS.leastMinutes}
            maxValue={FALLBACK_LIMITS.mostMinutes}
          />
        </div>
      )}
    </div>
  )
}

function StepField(props: {
  step: StepDraft
  others: readonly Platform[]
  error: string | undefined
  isNew: boolean
  onChange: (changes: Partial<StepDraft>) => void
}) {
  const { step, others, error, isNew, onChange } = props
  switch (step.kind) {
    case 'room':
      return (
        <TextField
          label="Room that is always open"
          type="url"
          placeholder="https://"
          hint="Begins with https. Foyer never opens it."
          value={step.text}
          onChange={(text) => onChange({ text })}
          error={error}
          maxLength={2000}
          autoComplete="off"
          autoFocus={isNew}
        />
      )
    case 'platform':
      return (
        <Select
          label="Another platform"
          value={step.platform}
          onChange={(platform) => onChange({ platform })}
          error={error}
          choices={others.map((platform) => ({ id: platform, label: PLATFORM_NAMES[platform] }))}
        />
      )
    case 'person':
      return (
        <TextField
          label="You: how people reach you"
          hint="Phone or mail, shown to whoever booked. You are asked to send a link."
          value={step.text}
          onChange={(text) => onChange({ text })}
          error={error}
          maxLength={FALLBACK_LIMITS.contactLength}
          isRequired={false}
          autoComplete="off"
          autoFocus={isNew}
        />
      )
  }
}

function MoveButton(props: {
  steps: readonly StepDraft[]
  index: number
  by: -1 | 1
  onMove: (steps: StepDraft[]) => void
}) {
  const { steps, index, by, onMove } = props
  const step = steps[index]
  if (!step || !(canMove(steps, index, -1) || canMove(steps, index, 1))) return null
  return (
    <Button
      variant="quiet"
      isDense
      aria-label={`Move step ${index + 1}, ${stepName(step)}, ${by < 0 ? 'up' : 'down'}`}
      isDisabled={!canMove(steps, index, by)}
      onPress={() => onMove(moveStep(steps, index, by))}
    >
      {by < 0 ? 'Up' : 'Down'}
    </Button>
  )
}
