import type { IconName } from '../icons.tsx'

/** A place in the navigation. */
export type NavItem = {
  href: string
  label: string
  icon: IconName
  /** A short count in words, "3 new". */
  badge?: string | undefined
  /** Something waits there: amber for somebody must act, brick for soon and without a link. Give it `dotMeaning`. */
  dot?: 'amber' | 'brick' | undefined
  /** What the dot means, for listeners: "needs you". */
  dotMeaning?: string | undefined
  /** One of the few (at most four) that stand in the tab bar of a phone. */
  isPrimary?: boolean | undefined
}

/** True on the page itself and on the pages under it; "/" and other roots only on themselves. */
export function isCurrentItem(item: NavItem, path: string, items: readonly NavItem[]): boolean {
  if (item.href === path) return true
  const isRoot = items.some((other) => other !== item && other.href.startsWith(`${item.href.replace(/\/$/, '')}/`))
  return !isRoot && path.startsWith(`${item.href}/`)
}
