import type { ReactNode } from 'react'
import { Button as RacButton } from 'react-aria-components'
import { cx } from '../lib/cx.ts'
import { defined } from '../lib/defined.ts'
import { DoorSpinner } from './door.tsx'
import { AppLink, type AppLinkProps } from './link.tsx'

type ButtonVariant = 'primary' | 'outline' | 'quiet' | 'danger'

type Look = {
  variant?: ButtonVariant | undefined
  /** 36 px high, for rows and tables. Under a finger the target still reaches 44. */
  isDense?: boolean | undefined
  isWide?: boolean | undefined
  className?: string | undefined
}

const VARIANT = {
  primary: 'bg-pine text-on-pine data-hovered:bg-pine-deep',
  outline: 'border border-edge bg-card text-ink data-hovered:border-ink data-hovered:bg-sunk',
  quiet: 'text-pine data-hovered:bg-pine-soft',
  danger: 'bg-brick text-on-brick data-hovered:bg-brick-deep',
} as const satisfies Record<ButtonVariant, string>

function look({ variant = 'outline', isDense = false, isWide = false, className }: Look): string {
  return cx(
    'relative inline-flex shrink-0 cursor-pointer items-center justify-center gap-2 font-medium whitespace-nowrap no-underline',
    'transition-[background-color,border-color,color,scale] select-none data-pressed:scale-[0.985]',
    'data-disabled:cursor-default data-disabled:border data-disabled:border-line data-disabled:bg-sunk data-disabled:text-soft',
    'forced-colors:border',
    isDense
      ? 'min-h-9 rounded-control px-3.5 text-small coarse:after:absolute coarse:after:-inset-y-1 coarse:after:inset-x-0'
      : 'min-h-11 rounded-box px-4.5 text-body',
    isWide && 'w-full',
    VARIANT[variant],
    className,
  )
}

export type ButtonProps = Look & {
  children: ReactNode
  onPress?: (() => void) | undefined
  type?: 'button' | 'submit' | undefined
  /** Under way: stays focusable, refuses presses, shows the door being drawn. */
  isPending?: boolean | undefined
  isDisabled?: boolean | undefined
  autoFocus?: boolean | undefined
  'aria-label'?: string | undefined
  form?: string | undefined
}

/** Something happens here. For going somewhere take LinkButton. */
export function Button(props: ButtonProps) {
  const {
    children,
    onPress,
    type,
    isPending = false,
    isDisabled,
    autoFocus,
    form,
    'aria-label': ariaLabel,
    ...rest
  } = props
  return (
    <RacButton
      {...defined({ onPress, type, isDisabled, autoFocus, form, 'aria-label': ariaLabel })}
      isPending={isPending}
      className={look(rest)}
      render={(dom) => <button {...dom} aria-busy={isPending || undefined} />}
    >
      {isPending && (
        <span className="absolute inset-0 grid place-items-center">
          <DoorSpinner />
        </span>
      )}
      <span className={cx('inline-flex items-center gap-2', isPending && 'opacity-0')}>{children}</span>
    </RacButton>
  )
}

/** Looks like a button, goes somewhere. */
export function LinkButton({ variant, isDense, isWide, className, ...link }: Look & AppLinkProps) {
  return <AppLink {...link} className={look({ variant, isDense, isWide, className })} />
}
