import type { Transaction } from '../client.ts'
import { type bookings, notifications } from '../schema.ts'
import { demoId } from './demo-id.ts'
import { personId } from './people.ts'
import { demoService, SERVICE_KEYS, serviceId } from './services.ts'

type Booked = Pick<
  typeof bookings.$inferSelect,
  'id' | 'serviceId' | 'providerId' | 'customerId' | 'startsAt' | 'createdAt'
> & { sessionId: string }

const HOUR_MS = 3_600_000

/** Tells Jonas of the next thing he has booked; what the others were told, nobody looks at. */
export async function addNews(tx: Transaction, booked: readonly Booked[], now: Date): Promise<void> {
  const userId = personId('jonas')
  const [next] = booked
    .filter(({ customerId, startsAt }) => customerId === userId && startsAt > now)
    .toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
  const service = SERVICE_KEYS.find((key) => serviceId(key) === next?.serviceId)
  if (!next || !service) return
  const { title } = demoService(service)
  const confirmedAt = new Date(next.createdAt.getTime() + 2 * HOUR_MS)
  const linkedAt = new Date(confirmedAt.getTime() + 60_000)
  const news = [
    {
      kind: 'booking_confirmed' as const,
      title: `“${title}” is confirmed`,
      path: `/bookings/${next.id}`,
      createdAt: confirmedAt,
      readAt: linkedAt,
    },
    {
      kind: 'link_ready' as const,
      title: `The link for “${title}” is ready`,
      path: `/sessions/${next.sessionId}`,
      createdAt: linkedAt,
      readAt: null,
    },
  ]
  await tx
    .insert(notifications)
    .values(
      news.map((item) => ({
        ...item,
        id: demoId('news', item.kind, next.id),
        userId,
        dedupeKey: `${item.kind}:${next.id}`,
        data: { startsAt: next.startsAt.toISOString() },
        // Nobody gets a mail about it.
        mailedAt: item.createdAt,
      })),
    )
    .onConflictDoNothing()
}
