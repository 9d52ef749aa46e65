import type { ById } from '@foyer/shared/common-schema'
import type { Context } from '../context.ts'
import { getSession } from '../sessions/get-session.ts'
import { toCalendar } from './to-calendar.ts'

/** One session as a file for calendar programs. Throws what `getSession` throws. */
export const getSessionCalendar = async (ctx: Context, input: ById): Promise<string> =>
  toCalendar(ctx, [await getSession(ctx, input)])
