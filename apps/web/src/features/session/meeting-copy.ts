import type { MeetingReason } from '@foyer/shared/meetings'
import { PLATFORM_COMPANIES, PLATFORM_NAMES, type Platform } from '@foyer/shared/platforms'

/** Who and what the sentences are about. */
export type Names = {
  /** "Google" */
  company: string
  /** "Google Meet" */
  platform: string
  /** The provider, as the customer knows them. */
  provider: string
  /** A room of the provider's own, which is set up and not connected. */
  isRoom?: boolean | undefined
}

type Sentence = (names: Names) => string

/**
 * Why there is no link yet and who acts, for each side. A customer is told that nothing is to be done; a provider is told
 * what to do. Codes come from `MEETING_REASONS`; a new one does not compile without its words.
 */
export const MEETING_COPY: Record<MeetingReason, { customer: Sentence; provider: Sentence }> = {
  room_pending: {
    customer: ({ company }) => `${company} is still setting up the room.`,
    provider: ({ company }) => `${company} is still setting up the room.`,
  },
  platform_unreachable: {
    customer: ({ company }) => `${company} did not answer.`,
    provider: ({ company }) => `${company} did not answer.`,
  },
  platform_rate_limited: {
    customer: ({ company }) => `${company} asks us to wait a little.`,
    provider: ({ company }) => `${company} accepts no more requests from your account for the moment.`,
  },
  daily_limit: {
    customer: ({ company }) => `${company}’s daily limit reached.`,
    provider: ({ company }) => `${company}’s daily limit reached.`,
  },
  outcome_unknown: {
    customer: ({ company }) => `${company} broke off in the middle. We look whether the room is there.`,
    provider: ({ company }) =>
      `${company} broke off in the middle. We look whether the room is there before asking again.`,
  },
  connection_missing: {
    customer: ({ provider, company, isRoom }) =>
      isRoom ? `${provider} has to set up the room first.` : `${provider} has to connect ${company} first.`,
    provider: ({ platform, isRoom }) =>
      `${platform} is not ${isRoom ? 'set up. Set it up' : 'connected. Connect it'}, and this link is made by itself.`,
  },
  connection_lost: {
    customer: ({ provider, company, isRoom }) =>
      isRoom ? `${provider} has to set up the room once more.` : `${provider} has to reconnect ${company}.`,
    provider: ({ company, isRoom }) =>
      isRoom
        ? 'The address of your own room can no longer be read. Set it up once more, and this link is made by itself.'
        : `${company} stopped accepting our permission. Reconnect, and this link is made by itself.`,
  },
  permission_missing: {
    customer: ({ provider, company }) => `${provider} has to give one more permission at ${company}.`,
    provider: ({ company }) =>
      `${company} lacks the permission to make meetings. Grant it, and this link is made by itself.`,
  },
  not_allowed: {
    customer: ({ provider, company }) => `${company} does not let ${provider} make meetings at the moment.`,
    provider: ({ company }) => `${company} does not let this account make meetings. Its administrator has to allow it.`,
  },
  room_failed: {
    customer: ({ company }) => `${company} could not set up the room. We try with a new one.`,
    provider: ({ company }) => `${company} could not set up the room. We try with a new one.`,
  },
  rejected: {
    customer: ({ company }) => `${company} refused the meeting. It is for those who run this Foyer to mend.`,
    provider: ({ company }) => `${company} refused this meeting. It is for those who run this Foyer to mend.`,
  },
  misconfigured: {
    customer: ({ company }) =>
      `The set-up of this Foyer with ${company} is at fault. It is for those who run it to mend.`,
    provider: ({ company }) =>
      `The set-up of this Foyer with ${company} is at fault, not your account. It is for those who run it to mend.`,
  },
  internal_error: {
    customer: () => 'A fault of ours keeps the link from being made. It is for those who run this Foyer to mend.',
    provider: () => 'A fault of ours keeps the link from being made. It is for those who run this Foyer to mend.',
  },
  session_over: {
    customer: () => 'The session ended before a link could be made.',
    provider: () => 'The session ended before a link could be made.',
  },
  removed_by_hand: {
    customer: ({ provider, company }) =>
      `The room is gone at ${company}. ${provider} has been asked what is to be done.`,
    provider: ({ company }) =>
      `Somebody removed it at ${company}, and you wanted to be asked. Put it back, paste a link, or cancel the session.`,
  },
  moved_by_hand: {
    customer: ({ provider }) => `${provider} has been asked about it. The time you see here is the one that holds.`,
    provider: ({ company }) =>
      `It was moved at ${company}. Everybody else still sees the time above, and the link works.`,
  },
}

/** The names for a platform; the provider's own room is theirs, whoever reads. */
export function namesFor(platform: Platform, provider: string, viewer: 'customer' | 'provider'): Names {
  if (platform !== 'custom_room') {
    return { company: PLATFORM_COMPANIES[platform], platform: PLATFORM_NAMES[platform], provider }
  }
  return viewer === 'customer'
    ? { company: 'The room', platform: `${provider}’s own room`, provider, isRoom: true }
    : { company: 'Your own room', platform: 'Your own room', provider, isRoom: true }
}
