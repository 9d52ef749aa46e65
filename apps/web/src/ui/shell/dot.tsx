import { cx } from '../../lib/cx.ts'
import type { NavItem } from './nav.ts'

/** The mark of a place where something waits; its meaning is said to listeners. */
export function Dot({
  item,
  className,
}: {
  item: Pick<NavItem, 'dot' | 'dotMeaning'>
  className?: string | undefined
}) {
  if (!item.dot) return null
  return (
    <span
      className={cx(
        'size-2 rounded-chip forced-colors:bg-[Highlight]',
        item.dot === 'amber' ? 'bg-amber' : 'bg-brick',
        className,
      )}
    >
      <span className="sr-only">, {item.dotMeaning ?? 'needs you'}</span>
    </span>
  )
}
