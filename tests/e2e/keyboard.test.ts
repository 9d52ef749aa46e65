import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { it } from './src/world.ts'

const MOST_TABS = 40

it('a time can be booked from the provider’s page to the request without a mouse', async ({ world }) => {
  const { customer, slug } = await world.openPractice({ confirmation: 'manual', title: 'Quiet hour' })
  const { page } = await world.visit({ as: customer })
  await page.goto(`/p/${slug}`)

  await tabTo(page, page.getByRole('link', { name: 'To the page' }))
  await tabTo(page, page.getByRole('link', { name: 'Book Quiet hour' }))
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/p\/[^/]+\/[^/]+/)

  await tabTo(page, page.getByRole('gridcell').getByRole('button'))
  const firstDay = await focusedName(page)
  await page.keyboard.press('ArrowRight')
  const nextDay = await focusedName(page)
  expect(nextDay).toMatch(/times? free/)
  expect(nextDay).not.toBe(firstDay)
  await page.keyboard.press('Enter')
  const [, date = ''] = /\w+ (\d+ \w+)/.exec(nextDay) ?? []
  await expectFocus(page, page.getByRole('heading', { name: date }))

  await tabTo(page, page.getByRole('radio'))
  await page.keyboard.press('Space')
  await expect.poll(() => page.getByRole('radio', { checked: true }).count()).toBe(1)
  await page.keyboard.press('ArrowDown')
  await tabTo(page, page.getByRole('button', { name: 'Continue' }))
  await page.keyboard.press('Enter')
  await expectFocus(page, page.getByRole('heading', { name: 'Ask for this time' }))

  await tabTo(page, page.getByLabel('Notes'))
  await page.keyboard.type('I come without a mouse.')
  await tabTo(page, page.getByRole('button', { name: 'Request booking' }))
  await page.keyboard.press('Enter')
  await page.getByText(/Waiting for .* answer/).waitFor()
  await page.getByText('I come without a mouse.').waitFor()
})

it('a form sent half empty leads to the first field that is wrong', async ({ world }) => {
  const { page } = await world.visit()
  await page.goto('/sign-up')
  await tabTo(page, page.getByLabel('Email'))
  await page.keyboard.type('somebody@foyer.test')
  await page.keyboard.press('Enter')

  await expectFocus(page, page.getByLabel('Full name'))
  expect(await page.getByLabel('Full name').getAttribute('aria-invalid')).toBe('true')
})

/** Presses Tab until one of these has the focus, which has to be visible by then. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.first().waitFor()
  for (let tabs = 0; tabs < MOST_TABS; tabs++) {
    await page.keyboard.press('Tab')
    const isThere = await target.evaluateAll((elements) => elements.some((one) => one === document.activeElement))
    if (isThere) return
  }
  throw new Error(`Tab never came to ${target.toString()}; it is at ${await focusedName(page)}.`)
}

async function expectFocus(page: Page, target: Locator): Promise<void> {
  await target.first().waitFor()
  const hasFocus = () => target.evaluateAll((elements) => elements.some((one) => one === document.activeElement))
  await expect.poll(hasFocus, { message: `focus is at ${await focusedName(page)}` }).toBe(true)
}

function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => {
    const focused = document.activeElement
    return focused?.getAttribute('aria-label') ?? focused?.textContent?.trim().slice(0, 80) ?? ''
  })
}
