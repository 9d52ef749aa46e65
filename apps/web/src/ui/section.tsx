import { type ReactNode, useId } from 'react'
import { cx } from '../lib/cx.ts'

/** A part of a page: heading, hairline, and at most one thing at the side. */
export function Section(props: {
  title: string
  action?: ReactNode
  children: ReactNode
  className?: string | undefined
  /** Without the line where what follows brings its own, as cards do. */
  hasLine?: boolean | undefined
}) {
  const { title, action, children, className, hasLine = true } = props
  const id = useId()
  return (
    <section aria-labelledby={id} className={className}>
      <div
        className={cx(
          'flex min-h-11 flex-wrap items-center justify-between gap-x-4 gap-y-2 pb-2',
          hasLine && 'border-b border-line',
        )}
      >
        <h2 id={id} className="speak text-heading">
          {title}
        </h2>
        {action}
      </div>
      {children}
    </section>
  )
}
