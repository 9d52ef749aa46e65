import { z } from 'zod'
import { type HostingProblem, type MeetingPlatform, PlatformError, type PlatformFailure } from '../platform.ts'
import type { TeamsClient } from './client.ts'
import { meetingAnswer } from './mapping.ts'

/** One for each account, so that one whose removal failed is found by the next try. */
const KEY = 'foyer-connection-check'
const HOUR_MS = 3_600_000

/**
 * Makes a meeting and removes it again: nothing that these permissions let us read says whether the account has Teams,
 * and a licence, a policy and a guest's account look alike from outside.
 */
export const createHostingCheck = (
  teams: TeamsClient,
  now: () => Date,
): Required<Pick<MeetingPlatform, 'hostingProblem'>> => ({
  async hostingProblem(accessToken, options) {
    const startsAt = now().getTime() + HOUR_MS
    const body = {
      externalId: KEY,
      subject: 'Connection check',
      startDateTime: new Date(startsAt).toISOString(),
      endDateTime: new Date(startsAt + HOUR_MS).toISOString(),
    }
    try {
      const request = { accessToken, method: 'POST', path: '/me/onlineMeetings/createOrGet', body } as const
      const { id } = await teams.graph('meeting.create', meetingAnswer, request, options)
      const removal = { accessToken, method: 'DELETE', path: `/me/onlineMeetings/${encodeURIComponent(id)}` } as const
      // It proved what it was made for; nobody sees it, and the next check finds it.
      await teams.graph('meeting.delete', z.unknown(), removal, options).catch(() => {})
      return null
    } catch (error) {
      const problem = error instanceof PlatformError ? problemOf(error.failure) : null
      if (problem) return problem
      throw error
    }
  },
})

/** The permission was given a moment ago, so that a scope that is said to be missing is a right that the account lacks. */
function problemOf({ cannotHost, scopeMissing, kind, code = '' }: PlatformFailure): HostingProblem | null {
  const isRefused = cannotHost || scopeMissing || kind === 'not_allowed' || kind === 'rejected'
  return isRefused ? { code: code || 'refused' } : null
}
