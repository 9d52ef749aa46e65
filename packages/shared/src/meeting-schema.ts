import * as z from 'zod'
import { idSchema } from './common-schema.ts'

export const retryMeetingSchema = z.strictObject({ sessionId: idSchema })
export const useFallbackSchema = z.strictObject({ sessionId: idSchema })
export const endFallbackSchema = z.strictObject({ sessionId: idSchema })

const LONGEST_LINK = 2000

/**
 * The link as a browser would open it, or null for what is not fit to send people to: anything but https, an address
 * that carries a name or password, a host without a dot, and blanks or control characters that a browser would drop
 * silently. A host of other letters comes out in its ASCII form (punycode), so that it cannot pass for another.
 */
export function toManualLink(text: string): string | null {
  const trimmed = text.trim()
  if (/[\p{Cc}\p{Cf}\s\\]/u.test(trimmed) || !URL.canParse(trimmed)) return null
  const url = new URL(trimmed)
  const isFit =
    url.protocol === 'https:' && url.username === '' && url.password === '' && /[^.]\.[^.]/.test(url.hostname)
  return isFit && url.href.length <= LONGEST_LINK ? url.href : null
}

/** A link that a person gives: `toManualLink`, or an error that says how one looks. */
export const manualLinkSchema = z
  .string()
  .max(LONGEST_LINK, { error: `A link has at most ${LONGEST_LINK} characters.` })
  .transform((text, issues) => {
    const link = toManualLink(text)
    if (link !== null) return link
    issues.addIssue({
      code: 'custom',
      message: 'Give a link that begins with https://, such as https://meet.example/room.',
    })
    return z.NEVER
  })

export const setManualLinkSchema = z.strictObject({ sessionId: idSchema, joinUrl: manualLinkSchema })
export const removeManualLinkSchema = z.strictObject({ sessionId: idSchema })
export type SetManualLinkInput = z.infer<typeof setManualLinkSchema>
