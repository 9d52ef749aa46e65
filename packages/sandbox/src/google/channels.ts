import type { GoogleWorld } from './world.ts'

/** Somebody who wants to hear of changes to the events of an account's calendar. */
export interface Channel {
  id: string
  account: string
  clientId: string
  resourceId: string
  resourceUri: string
  address: string
  token: string | null
  /** Epoch milliseconds of the sandbox clock. */
  expiresAt: number
  /** Number of the last notification. */
  sent: number
}

/** Tells every channel of an account that something in its calendar has changed. */
export function ringChannels(world: GoogleWorld, account: string): void {
  const now = world.clock.now().getTime()
  for (const channel of world.state.channels.values()) {
    if (channel.expiresAt <= now) world.state.channels.delete(channel.id)
    else if (channel.account === account) ring(world, channel, 'exists')
  }
}

/** Google puts everything into headers and leaves the body empty. */
export function ring(world: GoogleWorld, channel: Channel, state: 'sync' | 'exists'): void {
  channel.sent += 1
  world.deliver({
    vendor: 'google',
    operation: 'google.notifications.events',
    account: channel.account,
    url: channel.address,
    headers: {
      'x-goog-channel-id': channel.id,
      'x-goog-message-number': String(channel.sent),
      'x-goog-resource-id': channel.resourceId,
      'x-goog-resource-uri': channel.resourceUri,
      'x-goog-resource-state': state,
      'x-goog-channel-expiration': new Date(channel.expiresAt).toUTCString(),
      ...(channel.token === null ? {} : { 'x-goog-channel-token': channel.token }),
      'user-agent': 'APIs-Google; (+https://developers.google.com/webmasters/APIs-Google.html)',
    },
    body: '',
  })
}
