import type { MeetingChange } from './record-change.ts'

/** The object behind the old key is gone, or its key is used up: the next one starts from nothing. */
export const newGeneration = (generation: number) =>
  ({
    generation: generation + 1,
    externalId: null,
    joinUrl: null,
    outcomeUnknown: false,
    roomAttempt: 0,
    polls: 0,
    droppedSettings: [],
  }) satisfies MeetingChange
