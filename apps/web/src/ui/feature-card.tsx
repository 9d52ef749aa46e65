import type { ReactNode } from 'react'
import { cx } from '../lib/cx.ts'
import { Portrait } from './person.tsx'
import type { Tone } from './status.tsx'

const SURFACE = {
  pine: 'border-pine from-pine-soft [--portrait:var(--color-card)]',
  sky: 'border-sky from-sky-soft [--portrait:var(--color-card)]',
  amber: 'border-amber from-amber-soft [--portrait:var(--color-card)]',
  brick: 'border-brick from-brick-soft [--portrait:var(--color-card)]',
  quiet: 'border-line from-card [--portrait:var(--color-pine-soft)]',
} as const satisfies Record<Tone, string>

/** The one card that matters on a page: the next session. At most one. */
export function FeatureCard(props: {
  person: string
  title: string
  line: ReactNode
  tone?: Tone | undefined
  status?: ReactNode
  /** Before the button: "in 23 min". */
  fact?: ReactNode
  action?: ReactNode
}) {
  const { person, title, line, tone = 'pine', status, fact, action } = props
  return (
    <section
      aria-label={title}
      className={cx(
        'flex flex-col gap-x-5 gap-y-4 rounded-card border bg-card bg-linear-to-r to-card to-62% p-5 shadow-card sm:flex-row sm:items-center sm:p-6.5',
        SURFACE[tone],
      )}
    >
      <div className="flex min-w-0 flex-1 items-center gap-4 sm:gap-5">
        <Portrait name={person} size="large" className="bg-(--portrait)!" />
        <div className="min-w-0 space-y-0.5">
          <p className="speak text-name sm:text-heading">{title}</p>
          <p className="text-soft">{line}</p>
          {status && <div className="pt-1">{status}</div>}
        </div>
      </div>
      <div className="flex items-center justify-between gap-3.5 max-sm:*:last:flex-1">
        {fact && <p className="text-soft">{fact}</p>}
        {action}
      </div>
    </section>
  )
}
