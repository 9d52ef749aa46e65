import { Button, Group, Input, NumberField as RacNumberField } from 'react-aria-components'
import { defined } from '../lib/defined.ts'
import { FieldFrame, type FieldProps } from './field.tsx'
import { Icon } from './icons.tsx'

const STEP =
  'grid w-11 shrink-0 cursor-pointer place-items-center text-soft transition-colors data-hovered:bg-sunk data-hovered:text-ink data-disabled:opacity-40'

/** A number with steps. `value` is NaN while the field is empty. */
export function NumberField(
  props: FieldProps & {
    value?: number | undefined
    defaultValue?: number | undefined
    onChange?: ((value: number) => void) | undefined
    minValue?: number | undefined
    maxValue?: number | undefined
    step?: number | undefined
    /** Said after the number, "minutes". */
    unit?: string | undefined
  },
) {
  const { label, hint, error, unit, ...field } = props
  return (
    <RacNumberField
      {...defined(field)}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      className="flex flex-col gap-1.5"
    >
      <FieldFrame label={label} hint={hint} error={error} isRequired={field.isRequired}>
        <Group className="control flex items-stretch overflow-hidden px-0 data-focus-within:border-pine data-focus-within:outline-2 data-focus-within:outline-offset-2 data-focus-within:outline-pine">
          <Button slot="decrement" className={STEP}>
            <Icon name="minus" />
          </Button>
          <Input className="min-w-0 flex-1 bg-transparent text-center outline-none" />
          {unit && <span className="self-center pe-3 text-small text-soft">{unit}</span>}
          <Button slot="increment" className={STEP}>
            <Icon name="plus" />
          </Button>
        </Group>
      </FieldFrame>
    </RacNumberField>
  )
}
