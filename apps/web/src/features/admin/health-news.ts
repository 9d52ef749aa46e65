import type { AdminOverviewDto } from '@foyer/shared/admin'
import type { Figure } from '../../ui/figures.tsx'

/** The title of the page of links: what is missing, or that nothing is. */
export function healthTitle({ links }: AdminOverviewDto): string {
  const missing = links.pending + links.blocked + links.failed
  if (missing === 0) return 'Every link is there'
  return missing === 1 ? '1 coming session has no link' : `${missing} coming sessions have no link`
}

/** The five figures on top of it. */
export function healthFigures({ links, soonWithoutLink, linkDelayP95Ms }: AdminOverviewDto): Figure[] {
  const { ready, pending, blocked, failed } = links
  const total = ready + pending + blocked + failed
  const needing = blocked + failed
  return [
    { value: total === 0 ? '–' : share(ready, total), meaning: 'of coming sessions have a link' },
    { value: String(soonWithoutLink), meaning: 'begin within 24\u00a0h without one', isBad: soonWithoutLink > 0 },
    { value: String(pending), meaning: 'waiting, tried again by themselves' },
    { value: String(needing), meaning: 'need somebody', isBad: failed > 0 },
    { value: linkDelayP95Ms === null ? '–' : length(linkDelayP95Ms), meaning: 'until the link, 95th percentile' },
  ]
}

/** Rounded down, so that a hundred means all. */
const share = (part: number, total: number): string => `${Math.floor((part / total) * 1000) / 10} %`

function length(ms: number): string {
  const seconds = ms / 1000
  if (seconds < 10) return `${seconds.toFixed(1)} s`
  if (seconds < 120) return `${Math.round(seconds)} s`
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`
}
