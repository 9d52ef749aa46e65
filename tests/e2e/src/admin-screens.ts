import type { Page } from 'playwright-core'
import type { Places } from './furnish.ts'
import type { AdminPlaces } from './furnish-admin.ts'
import type { Screen } from './screens.ts'

/** Every screen of an admin, and what shows on it after something was pressed. */
export function listAdminScreens({ sessions }: Places, { repairId, connectionId }: AdminPlaces): Screen[] {
  const paths = {
    health: '/admin',
    'health-filtered': '/admin?problem=failed&platform=zoom',
    repairs: '/admin/repairs',
    repair: `/admin/repairs/${repairId}`,
    connections: '/admin/connections',
    'connections-all': '/admin/connections?show=all',
    'session-history': `/admin/history/session/${sessions.needs}`,
    'connection-history': `/admin/history/connection/${connectionId}`,
    people: '/admin/people',
    'people-nobody': '/admin/people?search=nobody-has-this-name',
    notices: '/notices',
  }
  const entered: Record<string, { button: string | RegExp; shows: string }> = {
    'health-repairing': { button: 'Repair all', shows: 'This is what would happen' },
    'health-problem': { button: 'First conversation', shows: 'What was tried' },
  }
  return [
    ...Object.entries(paths).map(([name, path]) => ({ as: 'admin' as const, name, path })),
    ...Object.entries(entered).map(([name, { button, shows }]) => ({
      as: 'admin' as const,
      name,
      path: '/admin',
      async enter(page: Page) {
        await page.getByRole('button', { name: button }).filter({ visible: true }).first().click()
        await page.getByRole('dialog').getByText(shows).waitFor()
        await page.getByRole('dialog').locator('.animate-breathe').first().waitFor({ state: 'detached' })
      },
    })),
  ]
}
