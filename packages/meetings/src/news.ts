/** A notification as it came in: names of headers in lower case, the body byte for byte, because signatures are over bytes. */
export interface NewsRequest {
  headers: Readonly<Record<string, string | undefined>>
  rawBody: Buffer
}

/**
 * What a platform tells of its own accord, verified. It is a reason to look, and order is not promised; only the end of a
 * permission is taken at its word.
 */
export type PlatformNews =
  /** `cause` is left out where the platform names none: then it was taken back by whoever gave it. */
  | { kind: 'permission_ended'; accountSubject: string; endedAt: Date; cause?: 'taken_back' | 'account_closed' }
  /** Only the permission that this refresh token stands for. */
  | { kind: 'token_ended'; isMeant: (refreshToken: string) => boolean; endedAt: Date }
  /** Something about the account that may have ended its permissions, or brought them back. */
  | { kind: 'account_changed'; accountSubject: string }
  | { kind: 'meeting_changed'; externalId: string }
  /** `token` is what `watch` was given; `isTrial`: nothing has changed yet, the channel was just opened. */
  | { kind: 'channel_rang'; channelId: string; token: string; isTrial: boolean }

/** What a notification says, and how it is answered once that was taken in. */
export interface NewsReading {
  answer: { status: number; body?: object }
  /** Answered instead where none of it proves true by what we stored: only then was it verified. */
  unproven?: { status: number }
  news: PlatformNews[]
}
