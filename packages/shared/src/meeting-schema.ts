import * as z from 'zod'
import { idSchema } from './common-schema.ts'
import { LINK_HINT, LONGEST_LINK, toManualLink } from './links.ts'

export const retryMeetingSchema = z.strictObject({ sessionId: idSchema })
export const useFallbackSchema = z.strictObject({ sessionId: idSchema })
export const endFallbackSchema = z.strictObject({ sessionId: idSchema })

/** A link that a person gives: `toManualLink`, or an error that says how one looks. */
export const manualLinkSchema = z
  .string()
  .max(LONGEST_LINK, { error: `A link has at most ${LONGEST_LINK} characters.` })
  .transform((text, issues) => {
    const link = toManualLink(text)
    if (link !== null) return link
    issues.addIssue({
      code: 'custom',
      message: LINK_HINT,
    })
    return z.NEVER
  })

export const setManualLinkSchema = z.strictObject({ sessionId: idSchema, joinUrl: manualLinkSchema })
export const removeManualLinkSchema = z.strictObject({ sessionId: idSchema })
export type SetManualLinkInput = z.infer<typeof setManualLinkSchema>
