import type { BreakerDto, BreakerReason } from '@foyer/shared/breakers'
import type { Finding } from '@foyer/shared/doctor'
import { PLATFORM_COMPANIES } from '@foyer/shared/platforms'
import { clockOf, distanceOf, finding, plural } from './words.ts'

const WHY: Record<BreakerReason, string> = {
  unreachable: 'does not answer',
  rate_limited: 'asks for fewer calls',
}

/** A line for each account and each platform whose calls are held back; it heals by itself. */
export const judgeBreakers = (breakers: BreakerDto[], now: Date): Finding[] =>
  breakers.map(({ kind, platform, provider, reason, openedAt, openUntil, isNamed, opens, waiting }) => {
    const company = PLATFORM_COMPANIES[platform]
    const whom = kind === 'platform' ? 'everybody' : (provider?.email ?? 'one account')
    const until = new Date(openUntil)
    const next = until > now ? `goes out ${distanceOf(until, now)}${isNamed ? `, as ${company} asked` : ''}` : 'is due'
    return finding({
      area: kind === 'platform' ? 'platforms' : 'connections',
      severity: 'warning',
      provider: provider?.email ?? null,
      what:
        `Calls to ${company} for ${whom} are held back since ${clockOf(new Date(openedAt))}: it ${WHY[reason]}. ` +
        `${plural(opens, 'time')} in a row, ${plural(waiting, 'meeting')} waiting; the next call ${next}.`,
      nextStep:
        reason === 'rate_limited'
          ? `Nothing to do: one call finds out whether it works again. If it lasts, ask ${company} for a larger quota.`
          : `Nothing to do: one call finds out whether it works again. If it lasts, see whether ${company} reports an outage.`,
    })
  })
