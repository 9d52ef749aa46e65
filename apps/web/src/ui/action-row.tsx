import type { ReactNode } from 'react'
import { Button as RacButton } from 'react-aria-components'
import { defined } from '../lib/defined.ts'
import { Icon } from './icons.tsx'
import { AppLink } from './link.tsx'

const ROW =
  'group -mx-3 flex min-h-12 w-[calc(100%+1.5rem)] cursor-pointer items-center justify-between gap-4 rounded-control px-3 text-start no-underline transition-colors hover:bg-sunk data-disabled:cursor-default data-disabled:text-soft data-disabled:hover:bg-transparent'

/** A quiet thing one can do here, with its rule in words: "Cancel", "free until Tue 10:30". */
export function ActionRow(props: {
  children: string
  rule?: ReactNode
  href?: string | undefined
  onPress?: (() => void) | undefined
  isDisabled?: boolean | undefined
}) {
  const { children, rule, href, onPress, isDisabled } = props
  const content = (
    <>
      <span>{children}</span>
      <span className="flex items-center gap-2 text-end text-small text-soft">
        {rule}
        {!isDisabled && <Icon name="forward" className="size-4 transition-[translate] group-hover:translate-x-0.5" />}
      </span>
    </>
  )
  if (href) {
    return (
      <AppLink href={href} className={ROW}>
        {content}
      </AppLink>
    )
  }
  return (
    <RacButton className={ROW} {...defined({ onPress, isDisabled })}>
      {content}
    </RacButton>
  )
}
