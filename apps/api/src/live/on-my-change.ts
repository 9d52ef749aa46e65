import { type TrackedEnvelope, tracked } from '@trpc/server'
import * as z from 'zod'
import type { RequestContext } from '../request-context.ts'
import { follow, withRefusals } from './follow.ts'

export const onMyChangeSchema = z.strictObject({ lastEventId: z.string().max(100).nullish() }).optional()

interface Opts {
  ctx: RequestContext & { userId: string }
  input: z.infer<typeof onMyChangeSchema>
  signal?: AbortSignal | undefined
}

/** A mark that something of the reader's has changed; what it was is for the page to read. */
export interface MyChange {
  count: number
}

/**
 * A mark after every change of anything of the reader's, and one at once, because what happened before the watch began is
 * not known.
 */
export function onMyChange(opts: Opts): AsyncGenerator<TrackedEnvelope<MyChange>> {
  return withRefusals(marks(opts))
}

async function* marks({ ctx, input, signal }: Opts): AsyncGenerator<TrackedEnvelope<MyChange>> {
  let count = Number(input?.lastEventId ?? 0) || 0
  for await (const { why } of follow(ctx, `user:${ctx.userId}`, signal)) {
    if (why === 'idle') continue
    count += 1
    yield tracked(String(count), { count })
  }
}
