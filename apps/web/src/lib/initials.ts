const TITLES = /^(dr|prof|mr|mrs|ms|mx|herr|frau|sr|sra|eng)\.?$/i

/** One or two letters for a portrait: "Dr Ana Ribeiro" is AR, "Evening group" is Eg, "" is "·". */
export function initials(name: string): string {
  const words = name
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '' && !TITLES.test(word))
  const first = words[0]
  if (!first) return '·'
  const last = words.at(-1)
  const second = words.length > 1 && last ? firstLetter(last) : ''
  return firstLetter(first).toUpperCase() + second
}

function firstLetter(word: string): string {
  return /\p{L}|\p{N}/u.exec(word)?.[0] ?? '·'
}
