import type { ReactNode } from 'react'

/** The head of a page. The title is the news, not the name of the page, wherever there is news. */
export function PageTitle(props: { title: string; eyebrow?: ReactNode; lead?: ReactNode; action?: ReactNode }) {
  const { title, eyebrow, lead, action } = props
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
      <div className="min-w-0">
        {eyebrow && <p className="mb-1 text-small text-soft">{eyebrow}</p>}
        <h1 tabIndex={-1} className="speak text-title sm:text-display">
          {title}
        </h1>
        {lead && <p className="mt-1.5 max-w-[34rem] text-pretty text-soft">{lead}</p>}
      </div>
      {action && <div className="flex flex-wrap gap-2">{action}</div>}
    </header>
  )
}
