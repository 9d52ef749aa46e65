import type { Mail } from '@foyer/sandbox/mailbox/mail-store'
import { unexplained } from './checks/states.ts'
import type { CreateFact, MailFact, MeetingFact, WaitingFact } from './history.ts'
import type { Stage } from './run-stories.ts'
import { VENDOR_PLATFORMS, type VendorPlatform } from './vendors.ts'

const MAILS_EVERY_MS = 250
const MEETINGS_EVERY_MS = 1000
const CREATES_EVERY_MS = 15_000
const LIMIT_EVERY_MS = 5000
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
  const lastCall = new Map<string, number>()
  let lastMail = 0
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
    for (const platform of VENDOR_PLATFORMS) takeCreatesOf(platform, isLast)
  }

  function takeCreatesOf(platform: VendorPlatform, isLast: boolean): void {
    const { operations, keyOf } = world.vendors[platform]
    const afterSeq = lastCall.get(platform) ?? 0
    for (const call of world.sandbox.calls.list({ operation: operations.create, afterSeq })) {
      const isOpen = call.durationMs === null && Date.now() - Date.parse(call.at) < ANSWERED_BY_MS
      if (isOpen && !isLast) return
      lastCall.set(platform, call.seq)
      const eventId = keyOf(call.requestBody)
      if (eventId === null) continue
      const isCalm = Date.parse(call.at) < calmUntil
      const fact = creates.get(eventId) ?? { eventId, platform, calls: 0, spoilt: 0, isCalm }
      fact.calls += 1
      const isMade = call.status === 200 || call.status === 201
      if (call.faultApplied !== null || !isMade) fact.spoilt += 1
      creates.set(eventId, fact)
    }
  }

  /** Nobody but those whose day is used up on purpose is to run into it. */
  const liftLimits = async () => {
    for (const { platform, hasBackup, email } of stage.people.providers)
      if (platform === 'zoom' && !hasBackup) world.sandbox.zoom.setDailyWrites({ account: email, writes: 0 })
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
    every(LIMIT_EVERY_MS, liftLimits),
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
