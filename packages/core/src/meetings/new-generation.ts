import type { meetings } from '@foyer/db/schema'
import type { MeetingChange } from './record-change.ts'

type Before = Pick<typeof meetings.$inferSelect, 'generation' | 'lastGeneration' | 'joinUrl' | 'oldPlace'>

/**
 * The object behind the old key is gone, or its key is used up: the next one starts from nothing. A link that leads to the
 * platform of before, while this one is being made, is not the object's.
 */
export const newGeneration = ({ generation, lastGeneration, joinUrl, oldPlace }: Before) =>
  ({
    generation: Math.max(generation, lastGeneration) + 1,
    externalId: null,
    joinUrl: oldPlace ? joinUrl : null,
    outcomeUnknown: false,
    roomAttempt: 0,
    polls: 0,
    droppedSettings: [],
  }) satisfies MeetingChange
