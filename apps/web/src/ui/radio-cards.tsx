import type { ReactNode } from 'react'
import { Radio, RadioGroup } from 'react-aria-components'
import { cx } from '../lib/cx.ts'
import { defined } from '../lib/defined.ts'
import { FieldFrame, type FieldProps } from './field.tsx'

export type RadioCard<T extends string> = {
  id: T
  label: string
  /** A line or more under the label. */
  hint?: ReactNode
  /** A status or a figure at the right. */
  aside?: ReactNode
  isDisabled?: boolean | undefined
}

/** One of a few that need a sentence each. */
export function RadioCards<T extends string>(
  props: FieldProps & {
    choices: readonly RadioCard<T>[]
    value: T | null
    onChange: (value: T) => void
    /** Side by side from a tablet on; stacked on a phone. */
    columns?: 1 | 2 | 3 | undefined
  },
) {
  const { label, hint, error, choices, value, onChange, columns = 1, ...field } = props
  const choose = (key: string) => {
    const chosen = choices.find((choice) => choice.id === key)
    if (chosen) onChange(chosen.id)
  }
  return (
    <RadioGroup
      {...defined(field)}
      value={value}
      onChange={choose}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      className="flex flex-col gap-1.5"
    >
      <FieldFrame label={label} hint={hint} error={error} isRequired={field.isRequired}>
        <div className={cx('grid gap-2', columns === 2 && 'sm:grid-cols-2', columns === 3 && 'sm:grid-cols-3')}>
          {choices.map((choice) => (
            <Radio
              key={choice.id}
              value={choice.id}
              {...defined({ isDisabled: choice.isDisabled })}
              className={cx(
                'group flex min-h-11 cursor-pointer items-start gap-3 rounded-box border border-edge bg-card px-4 py-3',
                'transition-[border-color,background-color,box-shadow] data-hovered:border-ink',
                'data-selected:border-pine data-selected:bg-pine-soft data-selected:shadow-[inset_0_0_0_1px_var(--color-pine)]',
                'data-disabled:cursor-default data-disabled:border-line data-disabled:bg-sunk data-disabled:text-soft',
              )}
            >
              <span className="mt-0.5 grid size-5 shrink-0 place-items-center rounded-chip border-[1.5px] border-edge bg-card transition-colors group-data-selected:border-pine">
                <span className="size-2.5 scale-0 rounded-chip bg-pine transition-[scale] group-data-selected:scale-100 forced-colors:bg-[Highlight]" />
              </span>
              <span className="min-w-0 flex-1">
                <span className="block font-medium">{choice.label}</span>
                {choice.hint && <span className="block text-small text-soft">{choice.hint}</span>}
              </span>
              {choice.aside}
            </Radio>
          ))}
        </div>
      </FieldFrame>
    </RadioGroup>
  )
}
