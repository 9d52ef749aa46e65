/** Where something was looked for. */
const PLACES = ['worker logs', 'API logs', 'database', 'jobs', 'HTTP answers', 'mails'] as const
export type Place = (typeof PLACES)[number]

/** Something that must not turn up; `allowed` names the places where it belongs. */
export interface Canary {
  name: string
  value: string
  allowed?: readonly Place[]
}

/** A token as the platform issued it. */
interface IssuedToken {
  kind: string
  value: string
}

export interface LeakWatch {
  look(place: Place, text: string): void
  /** What was found so far: one line for each thing in each place. */
  found(issued: readonly IssuedToken[]): string[]
  /** Characters looked through, by place. */
  amounts(): Record<Place, number>
}

/** Tokens end in this many characters of their own; what stands before them is the same for all. */
const CORE_LENGTH = 64
const LONG_WORD = new RegExp(`[\\w-]{${CORE_LENGTH},}`, 'g')
const MOST_CHARACTERS = 5_000_000

const coreOf = (value: string) => value.slice(-CORE_LENGTH)

/**
 * Looks for secrets in texts as they come. Of a text nothing is kept but the ends of its very long words: which of them
 * are tokens is known only when all tokens have been issued.
 */
export function watchLeaks(canaries: readonly Canary[]): LeakWatch {
  const seen = new Set<string>()
  const words = new Map<string, Set<Place>>()
  const amounts: Record<Place, number> = {
    'worker logs': 0,
    'API logs': 0,
    database: 0,
    jobs: 0,
    'HTTP answers': 0,
    mails: 0,
  }
  return {
    look(place, text) {
      amounts[place] += text.length
      for (const { name, value, allowed = [] } of canaries)
        if (!allowed.includes(place) && text.includes(value)) seen.add(`${name} in ${place}`)
      for (const [word] of text.slice(0, MOST_CHARACTERS).matchAll(LONG_WORD)) {
        const places = words.get(coreOf(word)) ?? new Set()
        words.set(coreOf(word), places.add(place))
      }
    },
    found: (issued) => [
      ...seen,
      ...new Set(
        issued.flatMap(({ kind, value }) =>
          [...(words.get(coreOf(value)) ?? [])].map((place) => `${kind} in ${place}`),
        ),
      ),
    ],
    amounts: () => ({ ...amounts }),
  }
}
