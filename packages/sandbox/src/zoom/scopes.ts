/** The granular scopes an app of ours is registered with at the Marketplace. */
export const SCOPES = [
  'user:read:user',
  'meeting:write:meeting',
  'meeting:read:meeting',
  'meeting:update:meeting',
  'meeting:delete:meeting',
  'meeting:read:list_meetings',
] as const
export type ZoomScope = (typeof SCOPES)[number]

const WORDS: Record<ZoomScope, string> = {
  'user:read:user': 'See who you are',
  'meeting:write:meeting': 'Create meetings',
  'meeting:read:meeting': 'See your meetings',
  'meeting:update:meeting': 'Change your meetings',
  'meeting:delete:meeting': 'Delete your meetings',
  'meeting:read:list_meetings': 'List your meetings',
}

export const describeScope = (scope: ZoomScope): string => WORDS[scope]
