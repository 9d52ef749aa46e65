/** A stretch of time in epoch milliseconds; the end is not part of it. */
export interface Stretch {
  startsAt: number
  endsAt: number
}

/** What is left of some times when others are taken out of them; in order and disjoint, and those that touch are joined. */
export function withoutTimes(times: readonly Stretch[], takenOut: readonly Stretch[]): Stretch[] {
  const cuts = join(takenOut)
  return join(times).flatMap((time) => {
    const left: Stretch[] = []
    let startsAt = time.startsAt
    for (const cut of cuts) {
      if (cut.endsAt <= startsAt || cut.startsAt >= time.endsAt) continue
      if (cut.startsAt > startsAt) left.push({ startsAt, endsAt: cut.startsAt })
      startsAt = cut.endsAt
    }
    return startsAt < time.endsAt ? [...left, { startsAt, endsAt: time.endsAt }] : left
  })
}

function join(times: readonly Stretch[]): Stretch[] {
  const joined: Stretch[] = []
  for (const { startsAt, endsAt } of times.toSorted((a, b) => a.startsAt - b.startsAt)) {
    if (endsAt <= startsAt) continue
    const last = joined.at(-1)
    if (last && startsAt <= last.endsAt) last.endsAt = Math.max(last.endsAt, endsAt)
    else joined.push({ startsAt, endsAt })
  }
  return joined
}
