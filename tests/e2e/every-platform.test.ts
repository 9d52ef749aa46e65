import { describe, inject } from 'vitest'
import { doMainJob } from './src/main-job.ts'
import { openAllHours, type Person } from './src/people.ts'
import { PLAYED_PLATFORMS, type PlayedPlatform } from './src/played-platforms.ts'
import { readJson } from './src/read-json.ts'
import { PHONE } from './src/visit.ts'
import { it } from './src/world.ts'

/** Two people and some thirty steps of theirs; a busy machine takes its time. */
const PATIENCE = { timeout: 120_000 }

describe.concurrent('a provider who connects and confirms, and a customer who books, moves and cancels', () => {
  it.for(PLAYED_PLATFORMS)(
    'have one room that follows, with $name',
    PATIENCE,
    async (played, { world, expect, onTestFailed }) => {
      const account = `${crypto.randomUUID()}@work.test`
      const [provider, customer] = await Promise.all([
        world.signUp({ role: 'provider' }),
        world.signUp({ role: 'customer' }),
      ])
      onTestFailed(() => tellWhatIs(played, provider, account))
      await openAllHours(provider)
      const { page: theirs } = await world.visit({ as: provider })
      const { page: mine } = await world.visit({ as: customer, viewport: PHONE })
      await doMainJob({
        platform: played.name,
        provider: { page: theirs, name: provider.name },
        customer: { page: mine, name: customer.name },
        connect: () => played.connect(theirs, account),
        rooms: async () => (await played.rooms?.(inject('sandboxOrigin'), account)) ?? null,
        session: (id) => customer.query('sessions.get', { id }),
        expect,
      })
    },
  )
})

/** Everything that can say why a link is not there. */
async function tellWhatIs({ name, vendor }: PlayedPlatform, provider: Person, account: string): Promise<void> {
  const calls = `${inject('sandboxOrigin')}/_sandbox/calls?vendor=${vendor ?? ''}&account=${encodeURIComponent(account)}`
  const facts = {
    sessions: await provider.query('sessions.list', { when: 'upcoming' }).catch(String),
    connections: await provider.query('connections.list').catch(String),
    calls: vendor ? await readJson(await fetch(calls)).catch(String) : [],
  }
  process.stderr.write(`\nWhat is, with ${name}:\n${JSON.stringify(facts, null, 2)}\n`)
}
