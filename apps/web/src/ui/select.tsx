import { Button, ListBox, ListBoxItem, Popover, Select as RacSelect, SelectValue } from 'react-aria-components'
import { cx } from '../lib/cx.ts'
import { defined } from '../lib/defined.ts'
import { FieldFrame, type FieldProps } from './field.tsx'
import { Icon } from './icons.tsx'
import { POPOVER, POPOVER_ITEM } from './popover.ts'

export type Choice<T extends string> = {
  id: T
  label: string
  hint?: string | undefined
  isDisabled?: boolean | undefined
}

/** One of a few, from a list that opens. `isDense` leaves the label to listeners, for filters above a table. */
export function Select<T extends string>(
  props: FieldProps & {
    choices: readonly Choice<T>[]
    value: T | null
    onChange: (value: T) => void
    placeholder?: string | undefined
    isDense?: boolean | undefined
  },
) {
  const { label, hint, error, choices, value, onChange, placeholder = 'Choose', isDense = false, ...field } = props
  const choose = (key: unknown) => {
    const chosen = choices.find((choice) => choice.id === key)
    if (chosen) onChange(chosen.id)
  }
  const trigger = (
    <Button
      className={cx(
        'control flex cursor-pointer items-center justify-between gap-2 text-start',
        isDense && 'min-h-9 rounded-control px-3 text-small font-medium',
      )}
    >
      <SelectValue className="truncate data-placeholder:text-soft">
        {({ isPlaceholder, defaultChildren, selectedText }) => (isPlaceholder ? defaultChildren : selectedText)}
      </SelectValue>
      <Icon name="down" className="size-4 text-soft" />
    </Button>
  )
  return (
    <RacSelect
      {...defined(field)}
      {...(isDense && { 'aria-label': label })}
      value={value}
      onChange={choose}
      placeholder={placeholder}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      className={cx('flex flex-col gap-1.5 outline-none', isDense && 'w-auto')}
    >
      {isDense ? (
        trigger
      ) : (
        <FieldFrame label={label} hint={hint} error={error} isRequired={field.isRequired}>
          {trigger}
        </FieldFrame>
      )}
      <Popover className={POPOVER} offset={6}>
        <ListBox items={choices} className="outline-none">
          {(choice) => (
            <ListBoxItem
              id={choice.id}
              textValue={choice.label}
              className={cx(POPOVER_ITEM, 'group justify-between')}
              {...defined({ isDisabled: choice.isDisabled })}
            >
              <span>
                {choice.label}
                {choice.hint && <span className="block text-small text-soft">{choice.hint}</span>}
              </span>
              <Icon name="check" className="invisible size-4 text-pine group-data-selected:visible" />
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </RacSelect>
  )
}
