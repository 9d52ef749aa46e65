import { idSchema, type When } from '@foyer/shared/common-schema'
import type { SessionDto } from '@foyer/shared/sessions'
import { getAccount } from '../accounts/get-account.ts'
import { signedIn } from '../accounts/signed-in.ts'
import { actAs, type Context, type Core } from '../context.ts'
import { SealBroken } from '../security/keyring.ts'
import { listSessions } from '../sessions/list-sessions.ts'
import { toCalendar } from './to-calendar.ts'

/** What the token in a feed's address is sealed for; no other sealed text can be used as one. */
const PLACE = 'calendar-feed'

const MOST_PAGES = 10

/** The address under which a calendar program reads all sessions of whoever acts; whoever has it can read them. */
export const calendarFeedPath = (ctx: Context): string => `/calendar/${ctx.keyring.seal(signedIn(ctx), PLACE)}.ics`

/** Everything of the person a feed's token belongs to; null for any other token or a person who is gone. */
export async function findCalendarFeed(core: Core, input: { token: string }): Promise<string | null> {
  const userId = userOf(core, input.token)
  if (!userId) return null
  const { role } = await getAccount(actAs(core, { kind: 'customer', userId }))
  const ctx = actAs(core, { kind: role, userId })
  return toCalendar(ctx, [...(await allSessions(ctx, 'past')), ...(await allSessions(ctx, 'upcoming'))])
}

function userOf(core: Core, token: string): string | null {
  try {
    return idSchema.parse(core.keyring.open(token, PLACE))
  } catch (error) {
    if (error instanceof SealBroken) return null
    throw error
  }
}

async function allSessions(ctx: Context, when: When): Promise<SessionDto[]> {
  const found: SessionDto[] = []
  let cursor: string | undefined
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { items, nextCursor } = await listSessions(ctx, { when, cursor })
    found.push(...items)
    if (!nextCursor) break
    cursor = nextCursor
  }
  return found
}
