import type { ChangeTopic } from '@foyer/core/changes'
import type { Context } from '@foyer/core/context'
import { FoyerError } from '@foyer/shared/errors'
import { actingAs, type RequestContext } from '../request-context.ts'
import { toTrpcError } from '../trpc-errors.ts'

/** How long a page may stay open before we look again whether its reader may still read. */
const RECHECK_MS = 60_000

/**
 * Yields an acting context at once and after every change of the topic. Who is signed in is read anew each time, so a
 * sign-out or a lost right ends it with the refusal. The watch begins before the first read: nothing falls between.
 */
export async function* follow(
  ctx: RequestContext,
  topic: ChangeTopic,
  signal: AbortSignal | undefined,
): AsyncGenerator<{ acting: Context; why: 'first' | 'changed' | 'idle' }> {
  const watch = ctx.changes.watch(topic, signal)
  try {
    let why: 'first' | 'changed' | 'idle' | 'ended' = 'first'
    while (why !== 'ended') {
      const signedIn = await ctx.signedIn('again')
      if (!signedIn) throw new FoyerError('sign_in_required')
      yield { acting: actingAs(ctx.core, signedIn), why }
      why = await watch.next(RECHECK_MS)
    }
  } finally {
    watch.stop()
  }
}

/** Refusals while a stream runs pass no middleware; this gives them their class. */
export async function* withRefusals<T>(stream: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* stream
  } catch (error) {
    throw toTrpcError(error)
  }
}
