import type { Confirmation } from '@foyer/shared/services'
import { NumberField } from '../../ui/number-field.tsx'
import { RadioCards } from '../../ui/radio-cards.tsx'
import type { ServiceDraft, ServiceField } from './service-draft.ts'

const CONFIRMATIONS = [
  { id: 'manual', label: 'I confirm each request', hint: 'The time is held until you answer, at most two days.' },
  { id: 'automatic', label: 'Confirm automatically', hint: 'Booked at once; the link follows by itself.' },
] as const satisfies readonly { id: Confirmation; label: string; hint: string }[]

/** How long, how often, how far ahead, how many, and who says yes. */
export function ServiceRules(props: {
  draft: ServiceDraft
  change: (changes: Partial<ServiceDraft>) => void
  errorOf: (field: ServiceField) => string | undefined
}) {
  const { draft, change, errorOf } = props
  const isShared = draft.kind !== 'private'
  return (
    <div className="space-y-5 pt-4">
      <div className="grid items-start gap-x-4 gap-y-5 sm:grid-cols-2">
        <NumberField
          label="Length in minutes"
          hint="Without the pauses."
          value={draft.durationMinutes}
          onChange={(durationMinutes) => change({ durationMinutes })}
          error={errorOf('durationMinutes')}
          minValue={5}
          maxValue={1440}
          isRequired
        />
        {isShared && (
          <NumberField
            label="Places"
            hint="How many can come."
            value={draft.places}
            onChange={(places) => change({ places })}
            error={errorOf('capacity')}
            minValue={1}
            maxValue={500}
            isRequired
          />
        )}
        {!isShared && (
          <NumberField
            label="Minutes between starts"
            hint="Empty: as long as the session."
            value={draft.slotStepMinutes}
            onChange={(slotStepMinutes) => change({ slotStepMinutes })}
            error={errorOf('slotStepMinutes')}
            minValue={5}
            maxValue={1440}
            isRequired={false}
          />
        )}
        <NumberField
          label="Pause before in minutes"
          value={draft.bufferBeforeMinutes}
          onChange={(bufferBeforeMinutes) => change({ bufferBeforeMinutes })}
          error={errorOf('bufferBeforeMinutes')}
          minValue={0}
          maxValue={1440}
        />
        <NumberField
          label="Pause after in minutes"
          value={draft.bufferAfterMinutes}
          onChange={(bufferAfterMinutes) => change({ bufferAfterMinutes })}
          error={errorOf('bufferAfterMinutes')}
          minValue={0}
          maxValue={1440}
        />
        <NumberField
          label="Notice in hours"
          hint="How long before a start people can still book."
          value={draft.noticeHours}
          onChange={(noticeHours) => change({ noticeHours })}
          error={errorOf('minimumNoticeMinutes')}
          minValue={0}
          maxValue={1440}
        />
        <NumberField
          label="Bookable days"
          hint="How far ahead people can book."
          value={draft.bookableDays}
          onChange={(bookableDays) => change({ bookableDays })}
          error={errorOf('bookableDays')}
          minValue={1}
          maxValue={730}
        />
      </div>
      <RadioCards
        label="Confirmation"
        columns={2}
        choices={CONFIRMATIONS}
        value={draft.confirmation}
        onChange={(confirmation) => change({ confirmation })}
        error={errorOf('confirmation')}
      />
    </div>
  )
}
