import { platformChangeItems } from '@foyer/db/schema'
import { eq } from 'drizzle-orm'
import { actAs, type Core, SYSTEM } from '../context.ts'
import { changeNext } from './change-next.ts'

const MOST_CHANGES = 100

/**
 * Goes on with every change of platform that has sessions left, a few in each transaction. Whatever a job leaves behind is
 * in the rows: the schedule takes it up. Safe to run twice and at once. Returns how many sessions were looked at.
 */
export async function runChanges(core: Core): Promise<number> {
  const ctx = actAs(core, SYSTEM)
  const waiting = await ctx.db
    .selectDistinct({ changeId: platformChangeItems.changeId })
    .from(platformChangeItems)
    .where(eq(platformChangeItems.state, 'waiting'))
    .limit(MOST_CHANGES)
  let looked = 0
  for (const { changeId } of waiting) {
    for (;;) {
      const count = await ctx.db.transaction((tx) => changeNext(ctx, tx, changeId))
      looked += count
      if (count === 0) break
    }
  }
  return looked
}
