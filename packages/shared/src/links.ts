/** In characters. */
export const LONGEST_LINK = 2000

/** What a link that a person gives has to look like. */
export const LINK_HINT = 'Give a link that begins with https://, such as https://meet.example/room.'

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
