import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { expect, inject, test } from 'vitest'
import { connectGoogle, makeService, type NewPerson, openAllHours, type Person, signUp } from './people.ts'
import { type GoogleAccountControls, googleAccount } from './sandbox.ts'
import { openVisit, type Visit, type VisitOptions } from './visit.ts'

const FAILURES = path.resolve(import.meta.dirname, '../../../test-results')

/** What a test has to itself: people, a Google account, browsers. Nothing in it is seen by another test. */
export interface World {
  appUrl: string
  google: GoogleAccountControls
  signUp(person: NewPerson): Promise<Person>
  /** A provider with open hours and a connected Google account. */
  signUpConnected(): Promise<Person>
  /** Such a provider, a customer, and an online service to book. */
  openPractice(input?: Parameters<typeof makeService>[1]): Promise<Practice>
  /** A browser for somebody, closed after the test. */
  visit(options?: VisitOptions & { mayComplain?: boolean }): Promise<Visit>
}

export interface Practice {
  provider: Person
  customer: Person
  serviceId: string
  slug: string
}

/** A test with a world of its own. A page that complains in its console fails it, unless it was opened as `mayComplain`. */
export const it = test.extend<{ world: World }>({
  world: async ({ task }, use) => {
    const appUrl = inject('appUrl')
    const google = googleAccount(inject('sandboxOrigin'))
    const visits: (Visit & { mayComplain: boolean })[] = []
    const connected = async () => {
      const provider = await signUp(appUrl, { role: 'provider' })
      await Promise.all([openAllHours(provider), connectGoogle(provider, google.email)])
      return provider
    }
    await use({
      appUrl,
      google,
      signUp: (person) => signUp(appUrl, person),
      signUpConnected: connected,
      async openPractice(input) {
        const [provider, customer] = await Promise.all([connected(), signUp(appUrl, { role: 'customer' })])
        const service = await makeService(provider, input)
        return { provider, customer, serviceId: service.id, slug: service.provider.slug }
      },
      async visit({ mayComplain = false, ...options } = {}) {
        const visit = await openVisit(await sharedBrowser(), appUrl, options)
        visits.push({ ...visit, mayComplain })
        return visit
      },
    })
    // Before the pages are closed, so not in a hook of the test, which comes later.
    if (task.result?.state === 'fail') await photograph(task.name, visits)
    const complaints = visits.filter((visit) => !visit.mayComplain).flatMap(({ problems }) => problems)
    for (const { context } of visits) await context.close()
    expect(complaints, 'what pages complained about').toEqual([])
  },
})

let browser: Promise<Browser> | undefined

/** All files share the one connection to the browser. */
function sharedBrowser(): Promise<Browser> {
  browser ??= chromium.connect(inject('browserEndpoint'))
  return browser
}

async function photograph(name: string, visits: readonly Visit[]): Promise<void> {
  mkdirSync(FAILURES, { recursive: true })
  const file = name.replaceAll(/[^a-zA-Z0-9]+/g, '-').slice(0, 80)
  for (const [index, { page, problems }] of visits.entries()) {
    const picture = path.join(FAILURES, `${file}-${index + 1}.png`)
    await page.screenshot({ path: picture, timeout: 5000 }).catch(() => {})
    process.stderr.write(`\n${picture} shows ${page.url()}\n${problems.map((problem) => `  ${problem}\n`).join('')}`)
  }
}
