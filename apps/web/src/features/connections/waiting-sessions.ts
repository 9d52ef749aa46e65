import type { ConnectionDto } from '@foyer/shared/connections'

/** How many sessions lack a link: those that wait for somebody apart from those whose link comes by itself. */
export function waitingSessions({
  available,
  sessionsAffected,
  sessionsBlocked,
}: Pick<ConnectionDto, 'available' | 'sessionsAffected' | 'sessionsBlocked'>): string | undefined {
  if (!available || sessionsAffected === 0) return undefined
  const underWay = sessionsAffected - sessionsBlocked
  if (sessionsBlocked === 0) return underWay === 1 ? '1 link is waiting' : `${underWay} links are waiting`
  const stuck = sessionsBlocked === 1 ? '1 session needs a link' : `${sessionsBlocked} sessions need a link`
  return underWay === 0 ? stuck : `${stuck}, ${underWay} more on the way`
}
