import type { Page } from 'playwright-core'
import type { Places } from './furnish.ts'
import type { Screen } from './screens.ts'

const dialog = (page: Page) => page.getByRole('dialog').or(page.getByRole('alertdialog')).waitFor()
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click()

/** Allows it at the consent page, unless it is allowed already. */
async function useOwnCalendar(page: Page): Promise<void> {
  const use = page.getByRole('button', { name: 'Use my Google Calendar' })
  const used = page.getByRole('switch', { name: /Calendar is busy/ })
  await use.or(used).waitFor()
  if (await use.isVisible()) {
    await use.click()
    await page.getByRole('button', { name: 'Continue' }).click()
    await used.waitFor()
  }
  await page.goto('/dashboard/availability')
  await page.getByText(/ · Read /).waitFor()
}

/** What only shows after somebody has done something: dialogs, menus, refusals, the last look before booking. */
export function listMoments({ slug, serviceId, sessions }: Places): Screen[] {
  return [
    {
      as: 'visitor',
      name: 'sign-in-refused',
      path: '/sign-in',
      async enter(page) {
        await page.getByLabel('Email').fill('nobody@foyer.test')
        await page.getByLabel('Password', { exact: true }).fill('not the right one')
        await press(page, 'Sign in')
        await page.locator('form [role="alert"], form [role="status"]').first().waitFor()
      },
    },
    {
      as: 'visitor',
      name: 'sign-up-incomplete',
      path: '/sign-up',
      async enter(page) {
        await press(page, 'Create account')
        await page.getByText('Give your name.').first().waitFor()
      },
    },
    {
      as: 'customer',
      name: 'book-summary',
      path: `/p/${slug}/${serviceId}`,
      async enter(page) {
        await page
          .locator('label', { has: page.getByRole('radio') })
          .first()
          .click()
        await press(page, 'Continue')
        await page.getByRole('heading', { name: /this time/ }).waitFor()
      },
    },
    {
      as: 'customer',
      name: 'door-ready-cancelling',
      path: `/sessions/${sessions.ready}`,
      async enter(page) {
        await press(page, /^Cancel/)
        await dialog(page)
      },
    },
    {
      as: 'provider',
      name: 'integrations-room-shared',
      path: '/dashboard/integrations/room',
      async enter(page) {
        await page.getByText('One link for every session').click()
        await page.getByLabel('Address of your room').fill('https://whereby.com/ines-carvalho')
        await page.getByText('The next customer may enter').waitFor()
      },
    },
    {
      as: 'provider',
      name: 'integrations-room-refused',
      path: '/dashboard/integrations/room',
      async enter(page) {
        await page.getByText('Your address, with a part for each session').click()
        await page.getByLabel('Address', { exact: true }).fill('https://{session}.example.org')
        await press(page, 'Save room')
        await page.getByText('cannot be in the name of the server').waitFor()
      },
    },
    {
      as: 'provider',
      name: 'availability-own-calendar',
      path: '/dashboard/availability',
      enter: useOwnCalendar,
    },
    {
      as: 'provider',
      name: 'integrations-own-calendar',
      path: '/dashboard/availability',
      async enter(page) {
        await useOwnCalendar(page)
        await page.goto('/dashboard/integrations')
        await page.getByText('Also allowed').waitFor()
      },
    },
    {
      as: 'provider',
      name: 'service-room',
      path: `/dashboard/services/${serviceId}`,
      async enter(page) {
        await page.getByRole('radiogroup', { name: 'Record every session' }).getByText('On', { exact: true }).click()
        await page.getByLabel('Name of the room').fill('{service} for {customer_first_name}')
        await page.getByLabel('Agenda').fill('1. How have you been?\n2. What to do until we meet again')
        await page.getByText('What can be filled in').click()
        await page.getByText('This tells who comes and what it is about').waitFor()
      },
    },
    {
      as: 'provider',
      name: 'service-backup-refused',
      path: `/dashboard/services/${serviceId}`,
      async enter(page) {
        await press(page, 'Add a room')
        await press(page, 'Add yourself')
        await page.getByLabel('Room that is always open').fill('rooms.example')
        await press(page, 'Save service')
        await page.getByText('Give a link that begins with https://').waitFor()
      },
    },
    {
      as: 'provider',
      name: 'door-link-refused',
      path: `/sessions/${sessions.ready}`,
      async enter(page) {
        await press(page, /^Paste a link/)
        await dialog(page)
        await page.getByLabel('Link', { exact: true }).fill('http://rooms.example/ana')
        await press(page, 'Use this link')
        await page.locator('[aria-invalid="true"]').first().waitFor()
      },
    },
    {
      as: 'provider',
      name: 'door-changing-platform',
      path: `/sessions/${sessions.ready}`,
      async enter(page) {
        await press(page, /^Change the platform/)
        await dialog(page)
        await page.getByRole('dialog').getByText('Own room', { exact: true }).click()
        await page.getByText(/told, once\./).waitFor()
      },
    },
    {
      as: 'provider',
      name: 'door-changing-platform-soon',
      path: `/sessions/${sessions.open}`,
      async enter(page) {
        await press(page, /^Change the platform/)
        await dialog(page)
        await page.getByRole('dialog').getByText('Own room', { exact: true }).click()
        await page.getByText('Change it all the same').click()
      },
    },
    {
      as: 'provider',
      name: 'sessions-choosing',
      path: '/dashboard/sessions',
      async enter(page) {
        await press(page, 'Choose several')
        for (const box of [1, 2]) await page.getByRole('checkbox').nth(box).press('Space')
        await page.getByText('2 sessions chosen').waitFor()
      },
    },
    {
      as: 'provider',
      name: 'integrations-use-for-all',
      path: '/dashboard/integrations',
      async enter(page) {
        await press(page, 'More for Your own room')
        await page.getByRole('menuitem', { name: 'Use for all my services' }).click()
        await dialog(page)
        await page.getByText('They change too').click()
        await page.getByText(/Each old link works until/).waitFor()
      },
    },
    {
      as: 'provider',
      name: 'requests-declining',
      path: '/dashboard/bookings',
      async enter(page) {
        await press(page, /^Decline/)
        await dialog(page)
      },
    },
    {
      as: 'provider',
      name: 'service-new-incomplete',
      path: '/dashboard/services/new',
      async enter(page) {
        await press(page, 'Save service')
        await page.locator('[aria-invalid="true"]').first().waitFor()
      },
    },
    {
      as: 'provider',
      name: 'integrations-another-account',
      path: '/dashboard/integrations',
      async enter(page) {
        await press(page, 'More for Google Meet')
        await page.getByRole('menuitem', { name: 'Use another account' }).click()
        await page.getByLabel('Another account').check()
        await page
          .getByLabel('E-mail of the other account')
          .fill('a.long.address.of.another.account@studio-ribeiro.test')
        await press(page, 'Continue')
        await page.getByText(/Replace it\?$/).waitFor()
      },
    },
    {
      as: 'provider',
      name: 'integrations-disconnecting',
      path: '/dashboard/integrations',
      async enter(page) {
        await press(page, 'More for Google Meet')
        await page.getByRole('menuitem', { name: /Disconnect/ }).click()
        await dialog(page)
      },
    },
  ]
}
