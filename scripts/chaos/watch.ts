import type { Mail } from '@foyer/sandbox/mailbox/mail-store'
import { unexplained } from './checks/states.ts'
import type { CreateFact, MailFact, MeetingFact, WaitingFact } from './history.ts'
import type { Stage } from './run-stories.ts'

const MAILS_EVERY_MS = 250
const MEETINGS_EVERY_MS = 1000
const CREATES_EVERY_MS = 15_000
/** A call that has no answer by then never gets one. */
const ANSWERED_BY_MS = 60_000

export interface Watch {
  mails: MailFact[]
  waiting: WaitingFact
  creates(): CreateFact[]
  /** Looks a last time. */
  stop(): Promise<void>
}

/** Looks at the run while it goes on: what is kept of it does not grow with its length, but for one line a mail and event. */
export function startWatch(stage: Stage, calmMs: number): Watch {
  const mails: MailFact[] = []
  const waiting: WaitingFact = { samples: 0, sightings: 0, unexplained: [], overdue: new Map() }
  const creates = new Map<string, CreateFact>()
  const { world } = stage
  let lastMail = 0
  let lastCall = 0
  const alone = { until: 0 }
  const calmUntil = Date.now() - stage.elapsed() + calmMs

  const takeMails = async () => {
    for (const mail of world.sandbox.mails.list()) {
      if (Number(mail.id) <= lastMail) continue
      lastMail = Number(mail.id)
      const attached = mail.attachments.map(({ text }) => text ?? '').join('\n')
      world.leaks.look('mails', `${mail.subject}\n${mail.text}\n${mail.html}\n${attached}`)
      mails.push(toMailFact(mail, attached))
    }
  }

  const takeCreates = async (isLast = false) => {
    for (const call of world.sandbox.calls.list({ operation: 'google.events.insert', afterSeq: lastCall })) {
      const isOpen = call.durationMs === null && Date.now() - Date.parse(call.at) < ANSWERED_BY_MS
      if (isOpen && !isLast) return
      lastCall = call.seq
      const eventId = idOf(call.requestBody)
      const fact = creates.get(eventId) ?? { eventId, calls: 0, spoilt: 0, isCalm: Date.parse(call.at) < calmUntil }
      fact.calls += 1
      if (call.faultApplied !== null || call.status !== 200) fact.spoilt += 1
      creates.set(eventId, fact)
    }
  }

  const takeWaiting = async () => {
    const rows = await world.sql<(Waiting & { now: Date })[]>`
      select m.id, m.status, m.reason, m.next_attempt_at as "nextAttemptAt", m.claimed_until as "claimedUntil", now() as now
      from meetings m join sessions s on s.id = m.session_id
      where m.next_attempt_at is not null
        or (s.status = 'scheduled' and s.ends_at > now() and m.status in ('pending', 'blocked', 'failed'))`
    waiting.samples += 1
    // Who looks after what is due has to be there to do so.
    if (world.workers.every((worker) => worker.state() !== 'up')) alone.until = Date.now()
    for (const row of rows) look(waiting, row, { now: row.now, aloneUntil: alone.until })
  }

  const every = (ms: number, look: () => Promise<void>) => {
    let isBusy = false
    return setInterval(() => {
      if (isBusy) return
      isBusy = true
      // The database is away at times; the next look comes soon.
      look().then(
        () => (isBusy = false),
        () => (isBusy = false),
      )
    }, ms)
  }
  const timers = [
    every(MAILS_EVERY_MS, takeMails),
    every(MEETINGS_EVERY_MS, () =>
      takeWaiting().catch(() => {
        alone.until = Date.now()
      }),
    ),
    every(CREATES_EVERY_MS, takeCreates),
  ]
  return {
    mails,
    waiting,
    creates: () => [...creates.values()],
    async stop() {
      for (const timer of timers) clearInterval(timer)
      await takeMails()
      await takeCreates(true)
    },
  }
}

type Waiting = Pick<MeetingFact, 'id' | 'status' | 'reason' | 'nextAttemptAt'> & { claimedUntil: Date | null }

/** Notes what is wrong with a meeting that waits. One that somebody is at is looked at the next time. */
function look(waiting: WaitingFact, meeting: Waiting, { now, aloneUntil }: { now: Date; aloneUntil: number }): void {
  const { id, nextAttemptAt, claimedUntil } = meeting
  if (claimedUntil !== null && claimedUntil > now) return
  waiting.sightings += 1
  const problem = unexplained(meeting)
  const line = `meeting ${id} is ${problem}`
  if (problem && !waiting.unexplained.includes(line)) waiting.unexplained.push(line)
  if (nextAttemptAt === null) return
  const overdueMs = now.getTime() - Math.max(nextAttemptAt.getTime(), claimedUntil?.getTime() ?? 0, aloneUntil)
  if (overdueMs > (waiting.overdue.get(id) ?? 1000)) waiting.overdue.set(id, overdueMs)
}

const idOf = (body: unknown) =>
  typeof body === 'object' && body !== null && 'id' in body && typeof body.id === 'string' ? body.id : 'unknown'

function toMailFact({ messageId, envelope, subject, receivedAt }: Mail, attached: string): MailFact {
  const begins = [...attached.matchAll(/^DTSTART:(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/gm)]
  const [only] = begins
  const startsAt =
    only && begins.length === 1 ? new Date(`${only[1]}-${only[2]}-${only[3]}T${only[4]}:${only[5]}:${only[6]}Z`) : null
  return {
    noticeId: /<?([0-9a-f-]{36})@/.exec(messageId ?? '')?.[1] ?? null,
    to: envelope.to.join(', '),
    subject,
    receivedAt: new Date(receivedAt),
    startsAt,
  }
}
