import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { chromium } from 'playwright-core'
import { listAdminScreens } from './admin-screens.ts'
import { startBrowser } from './browser.ts'
import { furnish } from './furnish.ts'
import { furnishAdmin } from './furnish-admin.ts'
import { listMoments } from './moments.ts'
import { connectGoogle, openAllHours, signIn, signUp } from './people.ts'
import { googleAccount } from './sandbox.ts'
import { listScreens, type Reader, type Screen } from './screens.ts'
import { changeLook, openScreen } from './settled.ts'
import { signUpAdmin } from './sign-up-admin.ts'
import { startStack } from './stack.ts'
import { DESKTOP, openVisit, PHONE } from './visit.ts'

const DEMO = { password: 'foyer-demo-pass' }
const SIZES = { desktop: DESKTOP, phone: PHONE } as const
const SCHEMES = ['light', 'dark'] as const

/** Photographs every screen, on a desktop and a phone, light and dark: `node tests/e2e/src/tour.ts FOLDER [part of a name]`. */
async function tour(folder: string, only: string): Promise<void> {
  const stops: (() => Promise<unknown>)[] = []
  try {
    const stack = await startStack({ hasDemoData: true })
    stops.push(stack.stop)
    const server = await startBrowser()
    stops.push(() => server.close())
    const browser = await chromium.connect(server.wsEndpoint())

    const google = googleAccount(stack.sandboxOrigin)
    const [provider, customer] = await Promise.all([
      signUp(stack.appUrl, { role: 'provider', name: 'Inês Carvalho' }),
      signUp(stack.appUrl, { role: 'customer', name: 'Jonas Meier' }),
    ])
    await Promise.all([openAllHours(provider), connectGoogle(provider, google.email)])
    const places = await furnish(provider, customer, google)
    const admin = await signUpAdmin(stack.appUrl, stack.databaseUrl)
    const adminPlaces = await furnishAdmin(stack.databaseUrl, admin.email, places)
    const demo = (email: string, timeZone: string) => signIn(stack.appUrl, { ...DEMO, email, timeZone })
    const readers = {
      visitor: undefined,
      customer,
      provider,
      admin,
      'new-customer': await signUp(stack.appUrl, { role: 'customer', name: 'Priya Nair' }),
      'new-provider': await signUp(stack.appUrl, { role: 'provider', name: 'Tom Okada' }),
      'demo-customer': await demo('customer@foyer.test', 'Europe/Berlin'),
      'demo-provider': await demo('provider@foyer.test', 'Europe/Lisbon'),
    }
    const screens = [
      ...listScreens(places),
      ...listMoments(places),
      ...listAdminScreens(places, adminPlaces),
      ...furtherScreens(),
    ].filter(({ as, name }) => `${as}-${name}`.includes(only))

    for (const as of Object.keys(readers) as (keyof typeof readers)[]) {
      for (const [size, viewport] of Object.entries(SIZES)) {
        const { page, context, problems } = await openVisit(browser, stack.appUrl, { as: readers[as], viewport })
        for (const screen of screens.filter((candidate) => candidate.as === as)) {
          await changeLook(page, { viewport })
          await openScreen(page, screen).catch((error: Error) => problems.push(error.message))
          // As high as the page, because a picture of more than the window shows fixed bars in the middle.
          const height = Math.max(viewport.height, await page.evaluate<number>('document.documentElement.scrollHeight'))
          await changeLook(page, { viewport: { ...viewport, height } })
          for (const colorScheme of SCHEMES) {
            await changeLook(page, { colorScheme })
            const file = path.join(folder, `${as}-${screen.name}-${size}-${colorScheme}.png`)
            await page.screenshot({ path: file })
          }
          const told = problems.splice(0).map((problem) => `\n    ${problem}`)
          process.stdout.write(`${as}-${screen.name}-${size} ${screen.path}${told.join('')}\n`)
        }
        await context.close()
      }
    }
  } finally {
    for (const stop of stops.reverse()) await stop()
  }
}

type FurtherReader = `${'demo' | 'new'}-${Exclude<Reader, 'visitor' | 'admin'>}`

/** With the demo data: weeks that look like weeks, nothing connected yet. And what somebody new finds, which is nothing. */
function furtherScreens(): (Omit<Screen, 'as'> & { as: FurtherReader })[] {
  return [
    { as: 'new-customer', name: 'home', path: '/' },
    { as: 'new-customer', name: 'bookings', path: '/bookings' },
    { as: 'new-provider', name: 'today', path: '/dashboard' },
    { as: 'new-provider', name: 'requests', path: '/dashboard/bookings' },
    { as: 'new-provider', name: 'sessions', path: '/dashboard/sessions' },
    { as: 'new-provider', name: 'session-new', path: '/dashboard/sessions/new' },
    { as: 'new-provider', name: 'services', path: '/dashboard/services' },
    { as: 'new-provider', name: 'service-new', path: '/dashboard/services/new' },
    { as: 'new-provider', name: 'availability', path: '/dashboard/availability' },
    { as: 'new-provider', name: 'integrations', path: '/dashboard/integrations' },
    { as: 'demo-customer', name: 'home', path: '/' },
    { as: 'demo-customer', name: 'bookings', path: '/bookings' },
    { as: 'demo-customer', name: 'bookings-past', path: '/bookings?when=past' },
    { as: 'demo-provider', name: 'today', path: '/dashboard' },
    { as: 'demo-provider', name: 'requests', path: '/dashboard/bookings' },
    { as: 'demo-provider', name: 'sessions', path: '/dashboard/sessions' },
    { as: 'demo-provider', name: 'services', path: '/dashboard/services' },
    { as: 'demo-provider', name: 'availability', path: '/dashboard/availability' },
    { as: 'demo-provider', name: 'integrations', path: '/dashboard/integrations' },
  ]
}

const [folder, only = ''] = process.argv.slice(2)
if (!folder) {
  process.stderr.write('Say where the pictures should go: node tests/e2e/src/tour.ts FOLDER [part of a name]\n')
  process.exit(1)
}
mkdirSync(folder, { recursive: true })
for (const old of readdirSync(folder).filter((name) => name.endsWith('.png') && name.includes(only)))
  rmSync(path.join(folder, old))
await tour(folder, only)
