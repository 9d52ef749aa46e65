import { type ReactNode, useId } from 'react'

/** One platform and how our permission there stands: status, account, the main action, a fact. */
export function ConnectionCard(props: {
  /** "Google Meet" */
  name: string
  status: ReactNode
  /** "ana@ribeiro.pt · checked 4 minutes ago", or the cause in words. */
  account: ReactNode
  /** Secondary actions first, the main one last, dense. */
  actions?: ReactNode
  /** "7 sessions waiting", "12 of 100 meetings today" */
  fact?: ReactNode
  /** Anything that belongs under the line: a choice, the details of a failure. */
  children?: ReactNode
}) {
  const { name, status, account, actions, fact, children } = props
  const id = useId()
  return (
    <section aria-labelledby={id} className="rounded-card border border-line bg-card px-5 py-4.5 shadow-card sm:px-5.5">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2.5">
        <div className="flex min-h-9 flex-wrap items-center gap-x-3.5 gap-y-1.5">
          <h2 id={id} className="speak text-name">
            {name}
          </h2>
          <div role="status" className="flex">
            {status}
          </div>
        </div>
        {actions && (
          <div className="order-last flex flex-wrap gap-2 max-sm:w-full max-sm:pt-1 sm:order-none">{actions}</div>
        )}
        <div className="flex w-full flex-wrap justify-between gap-x-6 gap-y-0.5">
          <p className="min-w-0 text-soft">{account}</p>
          {fact && <p className="text-small text-soft sm:pt-0.5 sm:text-end">{fact}</p>}
        </div>
      </div>
      {children && <div className="pt-3">{children}</div>}
    </section>
  )
}
