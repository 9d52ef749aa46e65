import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { Person } from './people.ts'
import type { Wire } from './wire.ts'

/** Long enough for a busy machine; what a test waits for is there much sooner. */
const WAIT_MS = 15_000

export const DESKTOP = { width: 1280, height: 860 }
export const PHONE = { width: 390, height: 844 }

export interface VisitOptions {
  /** Signed in as; a visitor if left out. */
  as?: Person | undefined
  timeZone?: string | undefined
  viewport?: { width: number; height: number } | undefined
  scheme?: 'light' | 'dark' | undefined
  hasTouch?: boolean | undefined
  /** Everything the browser asks for goes this way. */
  wire?: Wire | undefined
}

/** A browser of one person, with the one page that is open in it. */
export interface Visit {
  page: Page
  context: BrowserContext
  /** What the page complained about: errors in its console, refused by the content security policy, uncaught. */
  problems: string[]
}

/** Opens an empty page for somebody. Addresses are relative to `appUrl`. */
export async function openVisit(browser: Browser, appUrl: string, options: VisitOptions = {}): Promise<Visit> {
  const { as, viewport = DESKTOP, scheme = 'light', hasTouch = false, wire } = options
  const context = await browser.newContext({
    baseURL: appUrl,
    viewport,
    hasTouch,
    locale: 'en-GB',
    timezoneId: options.timeZone ?? as?.timeZone ?? 'Europe/Berlin',
    colorScheme: scheme,
    reducedMotion: 'reduce',
    ...(wire && { proxy: { server: wire.server } }),
  })
  context.setDefaultTimeout(WAIT_MS)
  if (as) await context.addCookies(as.cookies.forBrowser(appUrl))
  const page = await context.newPage()
  const problems: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`${message.text()} (${message.location().url})`)
  })
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`))
  return { page, context, problems }
}
