import { createHash } from 'node:crypto'
import { getSession } from '@foyer/core/sessions/get-session'
import { byIdSchema } from '@foyer/shared/common-schema'
import type { SessionDto } from '@foyer/shared/sessions'
import { type TrackedEnvelope, tracked } from '@trpc/server'
import * as z from 'zod'
import type { RequestContext } from '../request-context.ts'
import { follow, withRefusals } from './follow.ts'

/** `lastEventId` is the version the page has; tRPC's client sends it when it comes back. */
export const onSessionChangeSchema = byIdSchema.extend({ lastEventId: z.string().max(100).nullish() })

interface Opts {
  ctx: RequestContext
  input: z.infer<typeof onSessionChangeSchema>
  signal?: AbortSignal | undefined
}

const versionOf = (session: SessionDto): string =>
  createHash('sha256').update(JSON.stringify(session)).digest('base64url')

/** The session at once, unless the page has it already, and again whenever what its reader sees of it has changed. */
export function onSessionChange(opts: Opts): AsyncGenerator<TrackedEnvelope<SessionDto>> {
  return withRefusals(versions(opts))
}

async function* versions({ ctx, input, signal }: Opts): AsyncGenerator<TrackedEnvelope<SessionDto>> {
  let known = input.lastEventId
  for await (const { acting } of follow(ctx, `session:${input.id}`, signal)) {
    const session = await getSession(acting, { id: input.id })
    const version = versionOf(session)
    if (version === known) continue
    known = version
    yield tracked(version, session)
  }
}
