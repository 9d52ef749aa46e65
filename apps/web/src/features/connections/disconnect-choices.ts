import { type ConnectionDto, connectionIsUsable, type DisconnectPolicy } from '@foyer/shared/connections'
import { PLATFORM_COMPANIES, PLATFORM_NAMES, type Platform } from '@foyer/shared/platforms'

/** What can become of the coming sessions of a connection that ends; `id` is unique among the choices. */
export interface DisconnectChoice {
  id: string
  label: string
  hint: string
  futureMeetings: DisconnectPolicy
  to?: Platform | undefined
}

/** The choices for a connection, the one that changes least first. Nothing to choose while no session uses it. */
export function disconnectChoices(connection: ConnectionDto, all: readonly ConnectionDto[]): DisconnectChoice[] {
  const { platform, status, sessionsAhead } = connection
  if (sessionsAhead === 0) return []
  const isOne = sessionsAhead === 1
  const keep: DisconnectChoice = {
    id: 'keep',
    label: isOne ? 'Keep the link' : 'Keep the links',
    hint: `People still join with ${isOne ? 'it' : 'them'}.${
      platform === 'custom_room' ? '' : ` Foyer can no longer move or remove ${isOne ? 'it' : 'them'}.`
    }`,
    futureMeetings: 'keep',
  }
  // A permission that is lost already can take nothing away any more.
  if (!connectionIsUsable(status)) return [keep]
  const moves = all
    .filter((one) => one.platform !== platform && one.available && connectionIsUsable(one.status))
    .map(
      (one): DisconnectChoice => ({
        id: one.platform,
        label: one.platform === 'custom_room' ? 'Move to your own room' : `Move to ${PLATFORM_NAMES[one.platform]}`,
        hint: `${isOne ? 'A new link is' : 'New links are'} made there.${
          platform === 'custom_room' ? '' : ` The old ${isOne ? 'one stops' : 'ones stop'} working.`
        }`,
        futureMeetings: 'move',
        to: one.platform,
      }),
    )
  const remove: DisconnectChoice = {
    id: 'remove',
    label: isOne ? 'Remove the link' : 'Remove the links',
    hint: `${
      platform === 'custom_room'
        ? ''
        : `${PLATFORM_COMPANIES[platform]} deletes ${isOne ? 'its event' : 'their events'} first. `
    }The ${isOne ? 'session stays, without a link' : 'sessions stay, without links'}.`,
    futureMeetings: 'remove',
  }
  return [keep, ...moves, remove]
}
