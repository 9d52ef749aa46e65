import type { Page } from 'playwright-core'
import { afterAll, describe, inject } from 'vitest'
import { listAdminScreens } from './src/admin-screens.ts'
import { findViolations } from './src/axe.ts'
import { furnish } from './src/furnish.ts'
import { furnishAdmin, unfurnishAdmin } from './src/furnish-admin.ts'
import { listMoments } from './src/moments.ts'
import { connectGoogle, openAllHours, type Person, signUp } from './src/people.ts'
import { googleAccount } from './src/sandbox.ts'
import { listScreens, type Reader, type Screen } from './src/screens.ts'
import { changeLook, openScreen } from './src/settled.ts'
import { signUpAdmin } from './src/sign-up-admin.ts'
import { DESKTOP, PHONE } from './src/visit.ts'
import { it } from './src/world.ts'

const ALL_SCREENS_MS = 300_000
/** The narrowest page that WCAG asks to reflow. */
const NARROW = { width: 320, height: 640 }
const READERS = ['visitor', 'customer', 'provider', 'admin'] as const satisfies Reader[]

afterAll(() => unfurnishAdmin(inject('databaseUrl')))

// They only look, so they may look side by side.
describe.concurrent('every screen', () => {
  it.for(READERS)(
    'that a reader (%s) sees keeps the rules of accessibility, light and dark, large and small',
    {
      timeout: ALL_SCREENS_MS,
    },
    async (reader, { world, expect }) => {
      const house = await openHouse()
      const { page, problems } = await world.visit({ as: house.people[reader] })
      const found: string[] = []
      for (const screen of house.screens.filter(({ as }) => as === reader)) {
        const say = (look: string, findings: string[]) =>
          found.push(...findings.map((finding) => `${screen.name}, ${look}: ${finding}`))
        await page.setViewportSize(DESKTOP)
        await changeLook(page, { colorScheme: 'light' })
        await openScreen(page, screen)
        say('desktop', await findViolations(page, 'everything'))
        await changeLook(page, { colorScheme: 'dark' })
        say('desktop, dark', await findViolations(page, 'colours'))
        await changeLook(page, { viewport: PHONE })
        say('phone, dark', await findViolations(page, 'everything'))
        await changeLook(page, { colorScheme: 'light' })
        say('phone', await findViolations(page, 'colours'))
        await changeLook(page, { viewport: NARROW })
        say('320 px', await findOverflow(page))
        say('console', takeComplaints(problems, screen))
      }
      expect(found).toEqual([])
    },
  )
})

/** Elements that stick out to the right of the page, outermost first. */
async function findOverflow(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`
    const { clientWidth, scrollWidth } = document.documentElement
    if (scrollWidth <= clientWidth) []
    else [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > clientWidth + 1)
      .slice(0, 3)
      .map((element) => 'wider than the page: ' + element.outerHTML.slice(0, 120))
      .concat('the page is ' + scrollWidth + ' px wide')
  `)
}

/** Browsers log every answer of 404, and React the error that a page is shown for; nothing else may be said. */
function takeComplaints(problems: string[], screen: Screen): string[] {
  const isExpected = (problem: string) =>
    (screen.name.endsWith('not-found') && /status of 404|There is no such/.test(problem)) ||
    (screen.name.endsWith('refused') && /status of 40[01]/.test(problem))
  return problems.splice(0).filter((problem) => !isExpected(problem))
}

interface House {
  screens: Screen[]
  people: Record<Reader, Person | undefined>
}

let house: Promise<House> | undefined

/** One furnished practice for all tests of this file, which only look at it. */
function openHouse(): Promise<House> {
  house ??= (async () => {
    const appUrl = inject('appUrl')
    const google = googleAccount(inject('sandboxOrigin'))
    const provider = await signUp(appUrl, { role: 'provider' })
    const customer = await signUp(appUrl, { role: 'customer' })
    await openAllHours(provider)
    await connectGoogle(provider, google.email)
    const places = await furnish(provider, customer, google)
    const admin = await signUpAdmin(appUrl, inject('databaseUrl'))
    const adminPlaces = await furnishAdmin(inject('databaseUrl'), admin.email, places)
    const screens = [...listScreens(places), ...listMoments(places), ...listAdminScreens(places, adminPlaces)]
    return { screens, people: { visitor: undefined, customer, provider, admin } }
  })()
  return house
}
