import { z } from 'zod'
import {
  type CallOptions,
  type MeetingPlatform,
  type MeetingSpec,
  PlatformError,
  type PlatformMeeting,
} from '../platform.ts'
import { withoutWhatIsRefused } from '../refused-settings.ts'
import type { TeamsClient } from './client.ts'
import { changesTo, meetingAnswer, newMeeting, type TeamsMeeting, toPlatformMeeting } from './mapping.ts'

type MeetingMethods = Pick<
  MeetingPlatform,
  'probe' | 'createMeeting' | 'findMeeting' | 'updateMeeting' | 'readMeeting' | 'listMeetings' | 'removeMeeting'
>

/** Online meetings of the provider's own work account, found again by a key of ours. */
export function createMeetings(teams: TeamsClient): MeetingMethods {
  const pathOf = (meetingId: string) => `/me/onlineMeetings/${encodeURIComponent(meetingId)}`

  async function bringInLine(accessToken: string, meeting: TeamsMeeting, spec: MeetingSpec, options?: CallOptions) {
    const changed = await withoutWhatIsRefused(spec, async (wanted) => {
      const body = changesTo(meeting, wanted)
      if (!body) return meeting
      const request = { accessToken, method: 'PATCH', path: pathOf(meeting.id), body } as const
      return teams.graph('meeting.update', meetingAnswer, request, options)
    })
    return toPlatformMeeting(changed, spec.settings)
  }

  const read = (accessToken: string, meetingId: string, options?: CallOptions) =>
    teams.graph('meeting.read', meetingAnswer, { accessToken, method: 'GET', path: pathOf(meetingId) }, options)

  /** Repeating it is the documented way to find out what became of it. */
  async function createOrGet(accessToken: string, spec: MeetingSpec, options?: CallOptions): Promise<PlatformMeeting> {
    const path = '/me/onlineMeetings/createOrGet'
    const request = { accessToken, method: 'POST', path, body: newMeeting(spec) } as const
    const meeting = await teams.graph('meeting.create', meetingAnswer, request, options)
    return bringInLine(accessToken, meeting, spec, options)
  }

  return {
    async probe(accessToken, options) {
      await teams.graph('account', z.unknown(), { accessToken, method: 'GET', path: '/me' }, options)
    },
    createMeeting: createOrGet,
    findMeeting: createOrGet,
    async updateMeeting(accessToken, externalId, spec, options) {
      return bringInLine(accessToken, await read(accessToken, externalId, options), spec, options)
    },
    async readMeeting(accessToken, externalId, options) {
      return toPlatformMeeting(await read(accessToken, externalId, options))
    },
    // Graph lists no online meetings; a request whose answer was lost is found by its key when it is repeated.
    listMeetings: async () => [],
    async removeMeeting(accessToken, externalId, _how, options) {
      const request = { accessToken, method: 'DELETE', path: pathOf(externalId) } as const
      try {
        await teams.graph('meeting.delete', z.unknown(), request, options)
      } catch (error) {
        if (!(error instanceof PlatformError) || error.failure.kind !== 'gone') throw error
      }
      return true
    },
  }
}
