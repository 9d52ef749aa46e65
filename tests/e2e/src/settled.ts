import type { Page } from 'playwright-core'
import type { Screen } from './screens.ts'

/** Opens an address and waits until the page stands: its heading, its fonts, and nothing left of what stands in while loading. */
async function openSettled(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await page.locator('h1').first().waitFor()
  await page.locator('main .animate-breathe').first().waitFor({ state: 'detached' })
  await page.evaluate('document.fonts.ready.then(() => undefined)')
}

/** Opens a screen and does what leads to it. */
export async function openScreen(page: Page, { path, enter }: Pick<Screen, 'path' | 'enter'>): Promise<void> {
  await openSettled(page, path)
  await enter?.(page)
}

/** Changes size or colours, and waits until nothing moves between the old look and the new one. */
export async function changeLook(
  page: Page,
  look: { viewport?: { width: number; height: number }; colorScheme?: 'light' | 'dark' },
): Promise<void> {
  if (look.viewport) await page.setViewportSize(look.viewport)
  if (look.colorScheme) await page.emulateMedia({ colorScheme: look.colorScheme })
  await page.evaluate(`(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    do {
      await frame()
      await Promise.allSettled(document.getAnimations().map(({ finished }) => finished))
      await frame()
    } while (document.getAnimations().some(({ playState }) => playState === 'running'))
  })()`)
}
