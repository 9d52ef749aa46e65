import type { Context } from '../context.ts'

/** Longer than the calls of one step may take; what was sent has arrived by then, or never will. */
const LONGEST_CALLS_MS = 40_000

/** When nothing that was sent until now can arrive at a platform any more. */
export const noLongerOnItsWay = (ctx: Context): Date => new Date(ctx.now().getTime() + LONGEST_CALLS_MS)
