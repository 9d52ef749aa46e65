import { cx } from '../lib/cx.ts'
import { AppLink } from './link.tsx'

/** The sign over the entrance: the arch and the word, a link home. */
export function Logo({ href = '/', className }: { href?: string | undefined; className?: string | undefined }) {
  return (
    <AppLink
      href={href}
      className={cx('inline-flex min-h-11 items-center gap-2.5 rounded-control text-ink', className)}
      aria-label="Foyer, start"
    >
      <svg viewBox="0 0 20 26" className="h-6 w-auto text-pine" fill="none" aria-hidden="true">
        <path
          d="M1.25 23V10a8.75 8.75 0 0 1 17.5 0v13a1.75 1.75 0 0 1-1.75 1.75H3A1.75 1.75 0 0 1 1.25 23Z"
          stroke="currentColor"
          strokeWidth="2.2"
        />
        <circle cx="14" cy="15.5" r="1.35" fill="currentColor" />
      </svg>
      <span className="speak text-heading leading-none">Foyer</span>
    </AppLink>
  )
}
