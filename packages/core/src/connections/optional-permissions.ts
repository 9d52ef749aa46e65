import type { Transaction } from '@foyer/db/client'
import { connections } from '@foyer/db/schema'
import type { MeetingPlatform } from '@foyer/meetings/platform'
import { connectionIsUsable, type PermissionDto, type PlatformPermission } from '@foyer/shared/connections'
import { eq } from 'drizzle-orm'
import { writeAudit } from '../audit/write-audit.ts'
import type { Context } from '../context.ts'
import { forgetBusyTimes } from '../own-calendar/calendar-access.ts'
import { lockConnection } from './secrets.ts'

type ConnectionRow = typeof connections.$inferSelect
type Held = Pick<ConnectionRow, 'permissions' | 'lostPermissions'>

/** What a consent that was just given holds besides what is needed; nothing counts as lost any more. */
export const heldIn = (platform: MeetingPlatform | undefined, scopes: readonly string[]): Held => ({
  permissions: platform?.grantedPermissions?.(scopes) ?? [],
  lostPermissions: [],
})

/** What to ask for at the consent page: what is asked for now, and whatever was given before, lost or not. */
export function permissionsToAsk(
  { optionalPermissions = [] }: MeetingPlatform,
  before: Held | undefined,
  asked: readonly PlatformPermission[] = [],
): PlatformPermission[] {
  const wanted = [...asked, ...(before?.permissions ?? []), ...(before?.lostPermissions ?? [])]
  return optionalPermissions.filter((permission) => wanted.includes(permission))
}

/** What a platform can be allowed besides making meetings, and how that stands for a connection. */
export function describePermissions(
  platform: MeetingPlatform | undefined,
  row: (Held & Pick<ConnectionRow, 'status'>) | undefined,
): PermissionDto[] {
  const isUsable = row !== undefined && connectionIsUsable(row.status)
  return (platform?.optionalPermissions ?? []).map((permission) => ({
    permission,
    granted: isUsable && row.permissions.includes(permission),
    isLost: isUsable && row.lostPermissions.includes(permission),
  }))
}

/** Takes over the scopes that a refresh named; what is no longer among them counts as lost. The connection must be locked. */
export async function noteScopes(
  ctx: Context,
  tx: Transaction,
  connectionId: string,
  { platform, scopes }: { platform: MeetingPlatform; scopes: readonly string[] },
): Promise<void> {
  const before = scopes.length > 0 ? await findHeld(tx, connectionId) : null
  if (!before || isSame(before.scopes, scopes)) return
  await tx
    .update(connections)
    .set({ scopes: [...scopes] })
    .where(eq(connections.id, connectionId))
  await storeHeld(ctx, tx, connectionId, { before, permissions: heldIn(platform, scopes).permissions })
}

/** Writes down that the platform refused one optional permission that was held; all else goes on. */
export async function losePermission(ctx: Context, connectionId: string, lost: PlatformPermission): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await lockConnection(tx, connectionId)
    const before = await findHeld(tx, connectionId)
    if (!before?.permissions.includes(lost)) return
    const permissions = before.permissions.filter((permission) => permission !== lost)
    await storeHeld(ctx, tx, connectionId, { before, permissions })
  })
}

async function storeHeld(
  ctx: Context,
  tx: Transaction,
  connectionId: string,
  { before, permissions }: { before: Held; permissions: PlatformPermission[] },
): Promise<void> {
  const isGone = (permission: PlatformPermission) => !permissions.includes(permission)
  const newlyLost = before.permissions.filter(isGone)
  const lostPermissions = [...new Set([...before.lostPermissions, ...newlyLost])].filter(isGone)
  await tx.update(connections).set({ permissions, lostPermissions }).where(eq(connections.id, connectionId))
  if (newlyLost.length === 0) return
  if (newlyLost.includes('busy_times')) await forgetBusyTimes(tx, connectionId)
  await writeAudit(ctx, tx, {
    action: 'connection.permission_lost',
    subjectType: 'connection',
    subjectId: connectionId,
    data: { permissions: newlyLost.join(' ') },
  })
}

async function findHeld(tx: Transaction, connectionId: string) {
  const { scopes, permissions, lostPermissions } = connections
  const [row] = await tx
    .select({ scopes, permissions, lostPermissions })
    .from(connections)
    .where(eq(connections.id, connectionId))
  return row ?? null
}

/** The order is not promised by anybody. */
const isSame = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((each) => others.includes(each))
