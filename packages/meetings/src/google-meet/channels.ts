import { z } from 'zod'
import type { NewsReading, NewsRequest } from '../news.ts'
import { PlatformError, type PlatformWatching } from '../platform.ts'
import type { GoogleClient } from './client.ts'

const CALENDAR = { calendarId: 'primary' } as const

const channelAnswer = z.object({
  resourceId: z.string().min(1),
  /** Epoch milliseconds, as text. */
  expiration: z.coerce.number().positive().optional().catch(undefined),
})

/** Opening and closing the channels on which Google rings for changes. Source: Google's guide to push notifications. */
export function createChannels(
  google: GoogleClient,
  { isReal }: { isReal: boolean },
): Omit<PlatformWatching, 'readMeetings'> {
  return {
    // Google itself only calls what has a certificate; a stand-in may be as near as we are.
    reaches: (address) => !isReal || isPublic(new URL(address)),

    async watch(accessToken, { channelId, token, address, ttlSeconds }, options) {
      const requestBody = { id: channelId, type: 'web_hook', address, token, params: { ttl: String(ttlSeconds) } }
      const send = () => google.events(accessToken, options).watch({ ...CALENDAR, requestBody })
      const { resourceId, expiration } = await google.call('channel.open', channelAnswer, send)
      return { resourceId, expiresAt: expiration === undefined ? null : new Date(expiration) }
    },

    async unwatch(accessToken, { channelId, resourceId }, options) {
      const requestBody = { id: channelId, resourceId }
      const send = () => google.channels(accessToken, options).stop({ requestBody })
      try {
        await google.call('channel.close', z.unknown(), send)
      } catch (error) {
        if (!(error instanceof PlatformError) || error.failure.kind !== 'gone') throw error
      }
    },
  }
}

const isPublic = ({ protocol, hostname }: URL) =>
  protocol === 'https:' &&
  hostname !== 'localhost' &&
  !hostname.endsWith('.localhost') &&
  !/^[\d.]+$|^\[/.test(hostname)

/** Everything is in the headers; nothing is signed, so that the token of the channel is all that proves it. */
const ring = z.object({
  'x-goog-channel-id': z.uuid(),
  'x-goog-channel-token': z.string().min(1).max(256),
  'x-goog-resource-state': z.string(),
})

/** Reads what Google sends to the address of a channel. The body is empty. */
export function readRing({ headers }: NewsRequest): NewsReading {
  const read = ring.safeParse(headers)
  if (!read.success) return { answer: { status: 400 }, news: [] }
  return {
    answer: { status: 204 },
    unproven: { status: 404 },
    news: [
      {
        kind: 'channel_rang',
        channelId: read.data['x-goog-channel-id'],
        token: read.data['x-goog-channel-token'],
        isTrial: read.data['x-goog-resource-state'] === 'sync',
      },
    ],
  }
}
