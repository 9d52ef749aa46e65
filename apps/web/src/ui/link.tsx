import type { ReactNode } from 'react'
import { Link as RacLink } from 'react-aria-components'
import { cx } from '../lib/cx.ts'
import { defined } from '../lib/defined.ts'
import { useReader } from './reader.ts'

export type AppLinkProps = {
  href: string
  children: ReactNode
  className?: string | undefined
  /** The page we are on: marks the link for eyes and for `aria-current`. */
  isCurrent?: boolean | undefined
  /** A file or another site: leaves the router alone. */
  target?: '_blank' | '_self' | undefined
  'aria-label'?: string | undefined
}

/** A link without a look of its own; client-side inside our pages, and fetched ahead when pointed at or focused. */
export function AppLink({ href, children, className, isCurrent, target, 'aria-label': ariaLabel }: AppLinkProps) {
  const { preload } = useReader()
  const fetchAhead = () => {
    if (!target) preload?.(href)
  }
  return (
    <RacLink
      {...defined({ target, 'aria-label': ariaLabel, 'aria-current': isCurrent ? ('page' as const) : undefined })}
      {...(target === '_blank' && { rel: 'noopener noreferrer' })}
      href={href}
      className={cx('cursor-pointer', className)}
      onHoverStart={fetchAhead}
      onFocus={fetchAhead}
    >
      {children}
    </RacLink>
  )
}

/** A link inside a sentence or at the side of a heading. */
export function TextLink({ className, ...props }: AppLinkProps) {
  return (
    <AppLink
      {...props}
      className={cx(
        'rounded-sm font-medium text-pine underline decoration-current/35 underline-offset-[3px]',
        'transition-colors hover:decoration-current',
        className,
      )}
    />
  )
}
