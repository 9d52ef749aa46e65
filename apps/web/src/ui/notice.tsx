import type { ReactNode } from 'react'
import { cx } from '../lib/cx.ts'
import type { Tone } from './status.tsx'

const SURFACE = {
  pine: 'bg-pine-soft',
  sky: 'bg-sky-soft',
  amber: 'bg-amber-soft',
  brick: 'bg-brick-soft',
  quiet: 'bg-sunk',
} as const satisfies Record<Tone, string>

const VOICE = {
  pine: 'text-pine',
  sky: 'text-sky',
  amber: 'text-amber',
  brick: 'text-brick',
  quiet: 'text-ink',
} as const satisfies Record<Tone, string>

/** What a reader must know on this page: the impact first, then why, then the one thing to do. Read aloud when it appears. */
export function Notice(props: {
  tone: Tone
  title: string
  children?: ReactNode
  action?: ReactNode
  /** The action below, where it is wide or the text is long. */
  isStacked?: boolean | undefined
  className?: string | undefined
}) {
  const { tone, title, children, action, isStacked = false, className } = props
  return (
    <div
      role={tone === 'brick' ? 'alert' : 'status'}
      className={cx(
        'flex flex-col gap-x-6 gap-y-3 rounded-card px-5 py-4 sm:px-5.5',
        !isStacked && 'sm:flex-row sm:items-center sm:justify-between',
        'forced-colors:border',
        SURFACE[tone],
        className,
      )}
    >
      <div className="min-w-0">
        <p className={cx('font-strong', VOICE[tone])}>{title}</p>
        {children && <div>{children}</div>}
      </div>
      {action && <div className="flex shrink-0 flex-wrap gap-2">{action}</div>}
    </div>
  )
}
