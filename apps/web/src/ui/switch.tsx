import type { ReactNode } from 'react'
import { Switch as RacSwitch } from 'react-aria-components'
import { defined } from '../lib/defined.ts'

/** On or off, with effect at once. */
export function Switch(props: {
  children: ReactNode
  hint?: ReactNode
  isSelected?: boolean | undefined
  defaultSelected?: boolean | undefined
  onChange?: ((isSelected: boolean) => void) | undefined
  isDisabled?: boolean | undefined
  name?: string | undefined
}) {
  const { children, hint, ...state } = props
  return (
    <RacSwitch
      {...defined(state)}
      className="group flex min-h-11 cursor-pointer items-start justify-between gap-4 py-2 outline-none data-disabled:cursor-default data-disabled:text-soft"
    >
      <span className="pt-0.5">
        {children}
        {hint && <span className="block text-small text-soft">{hint}</span>}
      </span>
      <span className="mt-px flex h-7 w-12 shrink-0 items-center rounded-chip border-[1.5px] border-edge bg-sunk p-[3px] transition-colors group-data-focus-visible:outline-2 group-data-focus-visible:outline-offset-2 group-data-focus-visible:outline-pine group-data-selected:border-pine group-data-selected:bg-pine">
        <span className="size-5 rounded-chip bg-edge transition-[translate,background-color] duration-160 group-data-selected:translate-x-[19px] group-data-selected:bg-on-pine forced-colors:bg-[ButtonText]" />
      </span>
    </RacSwitch>
  )
}
