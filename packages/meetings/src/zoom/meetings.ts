import { z } from 'zod'
import { type CallOptions, type MeetingPlatform, PlatformError } from '../platform.ts'
import { withoutWhatIsRefused } from '../refused-settings.ts'
import type { ZoomClient } from './client.ts'
import {
  carriesMark,
  changesTo,
  endOf,
  type ListedMeeting,
  listAnswer,
  mayBe,
  meetingAnswer,
  newMeeting,
  toMarkedMeeting,
  toPlatformMeeting,
  type ZoomMeeting,
} from './mapping.ts'

const USUAL_PAGE = 300
/** More coming meetings than anybody has. */
const MOST_PAGES = 10
/** So many meetings of a list that leaves their text out are read one by one. */
const MOST_READS = 30

type MeetingMethods = Pick<
  MeetingPlatform,
  'probe' | 'createMeeting' | 'findMeeting' | 'updateMeeting' | 'readMeeting' | 'listMeetings' | 'removeMeeting'
>

/** Scheduled meetings of the provider's own Zoom account. */
export function createMeetings(zoom: ZoomClient, pageSize = USUAL_PAGE): MeetingMethods {
  const pathOf = (meetingId: string) => `/meetings/${encodeURIComponent(meetingId)}`

  const read = (accessToken: string, meetingId: string, options?: CallOptions): Promise<ZoomMeeting> =>
    zoom.call('meeting.read', meetingAnswer, { accessToken, method: 'GET', path: pathOf(meetingId) }, options)

  const remove = async (accessToken: string, meetingId: string, notifies: boolean, options?: CallOptions) => {
    const query = notifies ? {} : { schedule_for_reminder: 'false', cancel_meeting_reminder: 'false' }
    try {
      const request = { accessToken, method: 'DELETE', path: pathOf(meetingId), query } as const
      await zoom.call('meeting.delete', z.unknown(), request, options)
    } catch (error) {
      if (!(error instanceof PlatformError) || error.failure.kind !== 'gone') throw error
    }
  }

  /** Every meeting that is not over. */
  async function list(accessToken: string, options?: CallOptions): Promise<ListedMeeting[]> {
    const found: ListedMeeting[] = []
    let token = ''
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const query = { type: 'upcoming', page_size: String(pageSize), ...(token && { next_page_token: token }) }
      const request = { accessToken, method: 'GET', path: '/users/me/meetings', query } as const
      const answer = await zoom.call('meeting.list', listAnswer, request, options)
      found.push(...answer.meetings)
      token = answer.next_page_token
      if (token === '') break
    }
    return found
  }

  /** One of a list as it is now; null when it was deleted since. */
  async function readListed(accessToken: string, { id }: ListedMeeting, options?: CallOptions) {
    try {
      return await read(accessToken, id, options)
    } catch (error) {
      if (error instanceof PlatformError && error.failure.kind === 'gone') return null
      throw error
    }
  }

  /** Whether lists carry the text of a meeting is not promised: where it is missing, the likeliest ones are asked for. */
  async function withText(accessToken: string, listed: ListedMeeting[], options?: CallOptions) {
    const whole = listed.filter(({ agenda }) => typeof agenda === 'string')
    for (const meeting of listed.filter(({ agenda }) => typeof agenda !== 'string').slice(0, MOST_READS)) {
      const { agenda } = (await readListed(accessToken, meeting, options)) ?? {}
      whole.push({ ...meeting, agenda })
    }
    return whole
  }

  return {
    async probe(accessToken, options) {
      const request = { accessToken, method: 'GET', path: '/users/me/meetings', query: { page_size: '1' } } as const
      await zoom.call('meeting.list', listAnswer, request, options)
    },

    async createMeeting(accessToken, spec, options) {
      const made = await withoutWhatIsRefused(spec, (wanted) => {
        const request = { accessToken, method: 'POST', path: '/users/me/meetings', body: newMeeting(wanted) } as const
        return zoom.call('meeting.create', meetingAnswer, request, options)
      })
      return toPlatformMeeting(made, spec.settings)
    },

    async findMeeting(accessToken, spec, options) {
      const atThatTime = ({ start_time }: ListedMeeting) => Math.abs(start_time.getTime() - spec.startsAt.getTime())
      const likely = (await list(accessToken, options))
        .filter((meeting) => typeof meeting.agenda === 'string' || mayBe(meeting, spec))
        .toSorted((one, other) => atThatTime(one) - atThatTime(other))
      const marked = (await withText(accessToken, likely, options)).filter((meeting) => carriesMark(meeting, spec))
      const [kept, ...extra] = marked.toSorted((one, other) => one.created_at.localeCompare(other.created_at))
      // Two requests that were both taken for lost: people may hold the link of the first.
      for (const { id } of extra) await remove(accessToken, id, false, options)
      const found = kept && (await readListed(accessToken, kept, options))
      return found ? toPlatformMeeting(found, spec.settings) : null
    },

    async updateMeeting(accessToken, externalId, spec, options) {
      const meeting = await read(accessToken, externalId, options)
      if (!changesTo(meeting, spec)) return toPlatformMeeting(meeting, spec.settings)
      if (options?.isReadOnly) throw new PlatformError({ kind: 'rate_limited', code: 'held_back', isDailyLimit: true })
      await withoutWhatIsRefused(spec, async (wanted) => {
        const body = changesTo(meeting, wanted)
        if (!body) return
        options?.onWrite?.()
        const request = { accessToken, method: 'PATCH', path: pathOf(externalId), body } as const
        await zoom.call('meeting.update', z.unknown(), request, options)
      })
      // Answered without a body, and what a plan lacks is dropped without a word.
      return toPlatformMeeting(await read(accessToken, externalId, options), spec.settings)
    },

    async readMeeting(accessToken, externalId, options) {
      return toPlatformMeeting(await read(accessToken, externalId, options))
    },

    async listMeetings(accessToken, { from, to }, options) {
      const within = (await list(accessToken, options))
        .filter((meeting) => meeting.start_time < to && endOf(meeting) > from)
        .toSorted((one, other) => one.start_time.getTime() - other.start_time.getTime())
      const found = (await withText(accessToken, within, options)).flatMap((meeting) => toMarkedMeeting(meeting) ?? [])
      return found.toSorted((one, other) => one.startsAt.getTime() - other.startsAt.getTime())
    },

    async removeMeeting(accessToken, externalId, { notifyAttendees }, options) {
      await remove(accessToken, externalId, notifyAttendees, options)
      return true
    },
  }
}
