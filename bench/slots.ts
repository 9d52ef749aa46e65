import { spawn } from 'node:child_process'
import path from 'node:path'
import type { Stage } from '@foyer/scripts/lib/main-job'
import { median } from '@foyer/scripts/lib/statistics'

const ROUNDS = 5
/** The API takes three hundred costly calls a minute from one address; everything here together stays below. */
const CALLS_PER_ROUND = 16
const DAYS = 60

export interface SlotsMeasured {
  ms: number
  /** The same JSON from a route that computes nothing. */
  bareMs: number
  slots: number
}

/** How long 60 days of slots take to list, in turn with a bare route in a process of its own. */
export async function measureSlots({ customer, serviceId, appUrl }: Stage): Promise<SlotsMeasured> {
  const from = new Date()
  const to = new Date(from.getTime() + DAYS * 86_400_000)
  const input = { serviceId, from: from.toISOString(), to: to.toISOString(), timeZone: 'Europe/Berlin' }
  const ours = `${appUrl}/api/trpc/slots.list?input=${encodeURIComponent(JSON.stringify(input))}`
  const answer = await (await customer.fetch(ours)).text()
  await using bare = await startBareServer(answer)
  const ourTimes: number[] = []
  const bareTimes: number[] = []
  // The first round only warms both up.
  for (let round = 0; round <= ROUNDS; round += 1) {
    const one = await measureCalls(() => customer.fetch(ours), answer)
    const other = await measureCalls(() => customer.fetch(bare.url), answer)
    if (round === 0) continue
    ourTimes.push(one)
    bareTimes.push(other)
  }
  const { slots } = await customer.api.slots.list.query(input)
  return { ms: median(ourTimes), bareMs: median(bareTimes), slots: slots.length }
}

async function measureCalls(call: () => Promise<Response>, expected: string): Promise<number> {
  const times: number[] = []
  for (let count = 0; count < CALLS_PER_ROUND; count += 1) {
    const startedAt = performance.now()
    const body = await (await call()).text()
    times.push(performance.now() - startedAt)
    if (body.length !== expected.length) throw new Error(`Another answer than before: ${body.slice(0, 200)}`)
  }
  return median(times)
}

async function startBareServer(answer: string): Promise<AsyncDisposable & { url: string }> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'bare-server.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.stdin.end(answer)
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').once('data', resolve)
    child.once('exit', (code) => reject(new Error(`The bare server ended with ${code}.`)))
  })
  return {
    url,
    async [Symbol.asyncDispose]() {
      child.kill()
      await ended
    },
  }
}
