import axe, { type AxeResults, type RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

/** WCAG 2.2 A and AA, and what axe counts as good practice. */
const EVERYTHING: RunOptions = {
  resultTypes: ['violations'],
  rules: { 'target-size': { enabled: true } },
}
/** All that a change of colours can break. */
const COLOURS: RunOptions = { resultTypes: ['violations'], runOnly: ['color-contrast', 'link-in-text-block'] }

/** What axe finds wrong on the page as it stands, a line for each element. */
export async function findViolations(page: Page, what: 'everything' | 'colours'): Promise<string[]> {
  // Sent by the debugger, so the page's content security policy has no say in it.
  if (await page.evaluate<boolean>('!("axe" in window)')) await page.evaluate(axe.source)
  const options = JSON.stringify(what === 'everything' ? EVERYTHING : COLOURS)
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${options})`)
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => {
      const cause = failureSummary?.split('\n')[1]?.trim() ?? ''
      return `${id} (${help}) at ${target.join(' ')}: ${cause}`
    }),
  )
}
