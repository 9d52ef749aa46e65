/** Latin letters that Unicode does not take apart into a base letter and an accent. */
const LATIN: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ł: 'l',
  þ: 'th',
}

const LONGEST = 60

/**
 * A readable piece of an address: lower case, words joined by hyphens, Latin letters without accents. Other scripts stay
 * as they are, because people who write them can read them in an address bar. A name without any letter or digit
 * becomes `provider`.
 */
export function slugOf(name: string): string {
  const plain = name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/(?<=\p{Script=Latin})\p{M}+/gu, '')
    .normalize('NFC')
    .replace(/[ßæœøđðħıłþ]/g, (letter) => LATIN[letter] ?? letter)
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '-')
  const cut = Array.from(plain).slice(0, LONGEST).join('')
  return cut.replace(/^-+|-+$/g, '') || 'provider'
}

/** The slug itself while it is free, otherwise with the number after the highest in use: `ana-ribeiro-3`. */
export function freeSlug(slug: string, taken: readonly string[]): string {
  if (!taken.includes(slug)) return slug
  const numbers = taken
    .filter((other) => other.startsWith(`${slug}-`))
    .map((other) => other.slice(slug.length + 1))
    .filter((suffix) => /^[1-9]\d{0,8}$/.test(suffix))
    .map(Number)
  return `${slug}-${Math.max(1, ...numbers) + 1}`
}
