/** All values strictly between two bounds; the bounds themselves stay free, which is what lets bookings touch. */
export interface OpenRange {
  after: number
  before: number
}

/** Sorts ranges and joins those that overlap; two that only share a bound leave that point free. */
export function joinRanges(ranges: OpenRange[]): OpenRange[] {
  const joined: OpenRange[] = []
  for (const { after, before } of ranges.toSorted((a, b) => a.after - b.after)) {
    const last = joined.at(-1)
    if (last && after < last.before) last.before = Math.max(last.before, before)
    else joined.push({ after, before })
  }
  return joined
}

/** Whether one of the joined ranges holds the value; a binary search. */
export function rangesHold(joined: OpenRange[], value: number): boolean {
  let low = 0
  let high = joined.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((joined[middle]?.before ?? value) > value) high = middle
    else low = middle + 1
  }
  const range = joined[low]
  return range !== undefined && range.after < value
}
