import type { ReactNode } from 'react'
import { Checkbox as RacCheckbox } from 'react-aria-components'
import { defined } from '../lib/defined.ts'
import { Icon } from './icons.tsx'

/** Yes or no, decided when the form is sent. For what takes effect at once take Switch. Without words it needs an `aria-label`. */
export function Checkbox(props: {
  children?: ReactNode
  'aria-label'?: string | undefined
  hint?: ReactNode
  isSelected?: boolean | undefined
  defaultSelected?: boolean | undefined
  onChange?: ((isSelected: boolean) => void) | undefined
  isDisabled?: boolean | undefined
  isInvalid?: boolean | undefined
  name?: string | undefined
  value?: string | undefined
}) {
  const { children, hint, ...box } = props
  return (
    <RacCheckbox
      {...defined(box)}
      className="group flex min-h-11 w-fit cursor-pointer items-start gap-3 py-2.5 outline-none data-disabled:cursor-default data-disabled:text-soft"
    >
      <span className="grid size-5.5 shrink-0 place-items-center rounded-md border-[1.5px] border-edge bg-card text-on-pine transition-colors group-data-focus-visible:outline-2 group-data-focus-visible:outline-offset-2 group-data-focus-visible:outline-pine group-data-hovered:border-ink group-data-invalid:border-brick group-data-selected:border-pine group-data-selected:bg-pine">
        <Icon
          name="check"
          className="size-4 scale-50 opacity-0 transition group-data-selected:scale-100 group-data-selected:opacity-100"
        />
      </span>
      {children && (
        <span>
          {children}
          {hint && <span className="block text-small text-soft">{hint}</span>}
        </span>
      )}
    </RacCheckbox>
  )
}
