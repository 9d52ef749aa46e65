import { type ConnectionDto, connectionIsUsable, meetingsLeaving } from '@foyer/shared/connections'
import { PLATFORM_NAMES } from '@foyer/shared/platforms'
import {
  DEFAULT_ROOM_SERVER,
  type Room,
  type RoomKind,
  roomHost,
  SESSION_VARIABLE,
  spokenRoom,
} from '@foyer/shared/rooms'
import type { ServiceDto } from '@foyer/shared/services'
import type { ConnectionCopy } from '../connections/connection-copy.ts'

/** The kinds of room, the safest first, in the words of somebody who has to choose one. */
const KIND_COPY: Record<RoomKind, { label: string; hint: string }> = {
  generated: {
    label: 'A new room for each session',
    hint: 'Its name cannot be guessed, and no other session uses it. For Jitsi Meet and servers like it.',
  },
  template: {
    label: 'Your address, with a part for each session',
    hint: `For your own server or a service that takes any room name: Foyer fills in ${SESSION_VARIABLE}.`,
  },
  fixed: {
    label: 'One link for every session',
    hint: 'whereby, doxy.me, or any room you already have.',
  },
}

const SAFEST_FIRST = ['generated', 'template', 'fixed'] as const satisfies readonly RoomKind[]

export const roomChoices = SAFEST_FIRST.map((id) => ({ id, ...KIND_COPY[id] }))

/** The one field of each kind. */
export const ADDRESS_FIELD: Record<RoomKind, { label: string; hint: string; placeholder: string }> = {
  generated: {
    label: 'Server',
    hint: 'The public server of Jitsi Meet, or one of your own.',
    placeholder: DEFAULT_ROOM_SERVER,
  },
  template: {
    label: 'Address',
    hint: `Write ${SESSION_VARIABLE} where each session gets a part of its own, anywhere behind the name of the server.`,
    placeholder: `https://meet.example.org/${SESSION_VARIABLE}`,
  },
  fixed: {
    label: 'Address of your room',
    hint: 'As you would send it to somebody.',
    placeholder: 'https://whereby.com/your-name',
  },
}

/** What the fields hold before anything was set. */
export const emptyAddresses = (room: Room | null): Record<RoomKind, string> => ({
  fixed: '',
  template: '',
  generated: DEFAULT_ROOM_SERVER,
  ...(room ? { [room.kind]: room.address } : {}),
})

/** Where sessions meet, in one sentence. */
export function roomLine(room: Room): string {
  switch (room.kind) {
    case 'fixed':
      return `Sessions meet at ${spokenRoom(room)}`
    case 'template':
      return `Each session meets at ${spokenRoom(room)}`
    case 'generated':
      return `Each session has a room of its own at ${spokenRoom(room)}`
  }
}

/** The room as a connection, in words. No account is behind it, so that there is little that can go wrong. */
export function roomConnectionCopy(connection: ConnectionDto): ConnectionCopy {
  const { status, accountLabel } = connection
  const only = { canTest: false, canCancel: false }
  if (status === 'disconnecting') {
    const leaving = meetingsLeaving(connection)
    const where = leaving?.to ? `Coming links move to ${PLATFORM_NAMES[leaving.to]}.` : 'Coming links are taken away.'
    return {
      door: 'preparing',
      status: 'Giving it up',
      line: leaving ? where : 'Links that are made stay.',
      verb: leaving ? 'Set up' : null,
      canDisconnect: false,
      ...only,
    }
  }
  if (connectionIsUsable(status)) {
    const line = accountLabel ? `Sessions meet at ${accountLabel}` : 'Sessions meet there'
    return { door: 'ready', status: 'Ready', line, verb: null, canDisconnect: true, ...only }
  }
  if (['not_connected', 'connecting', 'connect_denied'].includes(status)) {
    const line = 'A link of your own at whereby, doxy.me, Jitsi or anywhere else. No account to connect.'
    return { door: 'none', status: 'Not set up', line, verb: 'Set up', canDisconnect: false, ...only }
  }
  const line = 'Its address can no longer be read. Set it once more, and what waits gets its link.'
  return { door: 'needs', status: 'Needs you', line, verb: 'Set up again', canDisconnect: true, ...only }
}

/** What is needed of a service to know whether its sessions follow one another at once. */
export type PausedService = Pick<
  ServiceDto,
  'title' | 'platform' | 'archived' | 'kind' | 'bufferBeforeMinutes' | 'bufferAfterMinutes'
>

/** Services of which one session may follow the other without a pause, all of them in the same room. */
export const withoutPause = (services: readonly PausedService[]): string[] =>
  services
    .filter(
      ({ platform, archived, kind, bufferBeforeMinutes, bufferAfterMinutes }) =>
        platform === 'custom_room' && !archived && kind !== 'course' && bufferBeforeMinutes + bufferAfterMinutes === 0,
    )
    .map(({ title }) => title)

/** What is to be known about a room before it is used; null where there is nothing. */
export function roomHint(room: Room, unpaused: readonly string[]): { title: string; text: string } | null {
  if (room.kind === 'fixed') {
    const [first, ...more] = unpaused
    const which =
      first === undefined
        ? 'Leave a pause between sessions'
        : `${more.length === 0 ? `“${first}” has` : `“${first}” and ${more.length} more have`} no pause between sessions. Add one`
    return {
      title: 'The next customer may enter while the one before is still there',
      text: `Everybody opens the same link. ${which}, switch on a waiting room there if it has one, or give each session a room of its own.`,
    }
  }
  if (room.kind === 'generated' && roomHost(room) === roomHost({ kind: 'generated', address: DEFAULT_ROOM_SERVER }))
    return {
      title: 'You open the room',
      text: 'On this public server everybody waits until one person in the room has signed in there. Come a minute early and sign in, or name a server of your own.',
    }
  return null
}

/** What saving does to what is planned already; null where nothing is. */
export function roomEffect(connection: Pick<ConnectionDto, 'sessionsAhead' | 'sessionsAffected'>): string | null {
  const { sessionsAhead, sessionsAffected } = connection
  const moved = sessionsAhead === 1 ? '1 coming session gets' : `${sessionsAhead} coming sessions get`
  if (sessionsAhead > 0)
    return `${moved} another link, and who takes part is told once. A session that is on keeps the link it has.`
  if (sessionsAffected === 0) return null
  return sessionsAffected === 1
    ? '1 session gets its link at once.'
    : `${sessionsAffected} sessions get their links at once.`
}
