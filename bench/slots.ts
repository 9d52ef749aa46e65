import type { Stage } from '@foyer/scripts/lib/main-job'
import { median } from '@foyer/scripts/lib/statistics'

const ROUNDS = 60
const DAYS = 60

/** How long 60 days of slots take to list. */
export async function measureSlots({ customer, serviceId }: Stage): Promise<{ ms: number; slots: number }> {
  const from = new Date()
  const query = {
    serviceId,
    from: from.toISOString(),
    to: new Date(from.getTime() + DAYS * 86_400_000).toISOString(),
    timeZone: 'Europe/Berlin',
  }
  const times: number[] = []
  let slots = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    const startedAt = performance.now()
    slots = (await customer.api.slots.list.query(query)).slots.length
    times.push(performance.now() - startedAt)
  }
  return { ms: median(times), slots }
}
