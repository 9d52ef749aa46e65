import * as z from 'zod'
import { DISCONNECT_POLICIES, PLATFORM_PERMISSIONS } from './connections.ts'
import { PLATFORMS } from './platforms.ts'

/**
 * True for a path on our own origin. Browsers read `\` as `/` and drop control characters, so both are refused
 * before and after decoding.
 */
export function isSafeReturnPath(path: string): boolean {
  let decoded: string
  try {
    decoded = decodeURIComponent(path)
  } catch {
    return false
  }
  return [path, decoded].every((text) => /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(text) && !text.startsWith('//'))
}

export const platformSchema = z.strictObject({ platform: z.enum(PLATFORMS) })

export const startConnectionSchema = z.strictObject({
  platform: z.enum(PLATFORMS),
  returnTo: z
    .string()
    .max(500)
    .refine(isSafeReturnPath, { error: 'Give a path of this site, such as /dashboard/integrations.' })
    .optional(),
  /** Lets the person choose among their accounts, in place of leading to the one that is connected. */
  chooseAccount: z.boolean().optional(),
  /** Asked for besides what is needed; what was given before is asked for again by itself. */
  permissions: z.array(z.enum(PLATFORM_PERMISSIONS)).max(PLATFORM_PERMISSIONS.length).optional(),
})
export type StartConnectionInput = z.infer<typeof startConnectionSchema>

export const disconnectSchema = z.strictObject({
  platform: z.enum(PLATFORMS),
  futureMeetings: z.enum(DISCONNECT_POLICIES).default('keep'),
  /** Where they go, with `move`. */
  to: z.enum(PLATFORMS).optional(),
})
export type DisconnectInput = z.infer<typeof disconnectSchema>
