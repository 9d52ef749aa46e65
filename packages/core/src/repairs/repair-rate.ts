/** How many meetings all repairs together ask for in a second. */
export const MOST_PER_SECOND = 20
/** How many of them may be of one provider, so that no account comes near what its platform allows a minute. */
export const MOST_PER_PROVIDER = 2

/** How long asking takes, in seconds, for so many meetings of each provider. */
export function repairSeconds(ofProvider: ReadonlyMap<string, number>): number {
  const counts = [...ofProvider.values()]
  const all = counts.reduce((sum, count) => sum + count, 0)
  return Math.ceil(Math.max(all / MOST_PER_SECOND, Math.max(0, ...counts) / MOST_PER_PROVIDER))
}
