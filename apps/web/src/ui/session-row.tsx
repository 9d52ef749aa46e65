import type { ReactNode } from 'react'
import { AppLink } from './link.tsx'
import { Portrait } from './person.tsx'

/**
 * One session in a list of them: when, who, what, how the link stands, and the one thing to do now (two where
 * an answer is asked). Rows draw the hairlines between them; put them in `<RowList>`.
 */
export function SessionRow(props: {
  /** "16:00 – 17:00", or "Mon 23, 10:00" where the list spans days. */
  time: ReactNode
  person: string
  /** "Weekly session · Zoom" */
  what: ReactNode
  status?: ReactNode
  action?: ReactNode
  /** Makes the name a link to the session. */
  href?: string | undefined
  imageUrl?: string | undefined
}) {
  const { time, person, what, status, action, href, imageUrl } = props
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3.5 gap-y-2 py-3 md:col-span-full md:grid-cols-subgrid">
      <div className="col-span-3 font-medium max-md:col-start-1 max-md:row-start-1 max-md:flex max-md:min-h-6.5 max-md:items-center whitespace-nowrap md:col-span-1 md:pe-3">
        {time}
      </div>
      <Portrait name={person} imageUrl={imageUrl} />
      <div className="min-w-0">
        <p className="font-medium md:truncate">
          {href ? (
            <AppLink href={href} className="rounded-sm underline-offset-4 hover:underline">
              {person}
            </AppLink>
          ) : (
            person
          )}
        </p>
        <p className="text-small text-pretty text-soft">{what}</p>
      </div>
      {action && (
        <div className="order-last flex gap-2 max-md:justify-self-end max-[22rem]:col-span-3 max-[22rem]:row-start-4 md:col-start-5 md:justify-end">
          {action}
        </div>
      )}
      {status && (
        <div className="max-md:col-span-3 max-md:col-start-1 max-md:row-start-1 max-md:justify-self-end max-[22rem]:row-start-3 max-[22rem]:justify-self-start md:col-start-4 md:justify-self-end">
          {status}
        </div>
      )}
    </li>
  )
}

/** A list of rows with hairlines between them; the rows share its columns. */
export function RowList({ label, children }: { label?: string | undefined; children: ReactNode }) {
  return (
    <ul
      aria-label={label}
      className="divide-y divide-line md:grid md:grid-cols-[auto_auto_minmax(0,1fr)_auto_auto] md:gap-x-4"
    >
      {children}
    </ul>
  )
}
