import type { Page } from 'playwright-core'

/** Opens an address and waits until the page stands: its heading, its fonts, and nothing left of what stands in while loading. */
export async function openSettled(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await page.locator('h1').first().waitFor()
  await page.locator('main .animate-breathe').first().waitFor({ state: 'detached' })
  await page.evaluate('document.fonts.ready.then(() => undefined)')
}
