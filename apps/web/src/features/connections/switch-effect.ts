import type { ConnectionDto } from '@foyer/shared/connections'

/** What a switch of accounts means for the coming sessions, before anybody presses it. */
export function switchEffect({
  sessionsAhead,
  sessionsAffected,
}: Pick<ConnectionDto, 'sessionsAhead' | 'sessionsAffected'>): string {
  if (sessionsAhead > 0)
    return sessionsAhead === 1
      ? 'With a switch 1 coming session gets a new link, and its people are told.'
      : `With a switch ${sessionsAhead} coming sessions get new links, and their people are told.`
  if (sessionsAffected > 0)
    return sessionsAffected === 1
      ? 'With a switch the session that waits gets its link.'
      : `With a switch the ${sessionsAffected} sessions that wait get their links.`
  return 'No coming session has a link yet.'
}
