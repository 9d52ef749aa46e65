import type { Context } from '../context.ts'
import type { MeetingChange } from '../meetings/record-change.ts'

/** The marks of a meeting that is with its own platform, which gets its time before the chain may be used again. */
export const noFallback = (ctx: Context) =>
  ({
    fallbackStep: 0,
    fallbackFrom: null,
    fallbackReason: null,
    fallbackSince: ctx.now(),
  }) satisfies MeetingChange
