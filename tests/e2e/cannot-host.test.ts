import { expect } from 'vitest'
import { it } from './src/world.ts'

it('an account that cannot hold Teams meetings is never called connected, and the card says what would do', async ({
  world,
}) => {
  const provider = await world.signUp({ role: 'provider' })
  // Microsoft's own page answers a refused choice with 400, which browsers complain about.
  const { page } = await world.visit({ as: provider, mayComplain: true })
  const consentTo = async (account: string) => {
    await page.getByText(account, { exact: true }).click()
    await page.getByRole('button', { name: 'Accept' }).click()
  }
  await page.goto('/dashboard/integrations')
  await page.getByRole('button', { name: 'Connect Microsoft Teams' }).click()
  await consentTo('home@outlook.test')
  await page.getByText('You can’t sign in here with a personal account.').waitFor()
  await consentTo('no-teams@school.test')
  await page
    .getByText(
      'no-teams@school.test · this Microsoft account cannot host Teams meetings. Use a work or school account with Teams, or another platform.',
    )
    .waitFor()
  const list = await provider.query<{ platform: string; status: string }[]>('connections.list')
  expect(list.find(({ platform }) => platform === 'teams')).toMatchObject({ status: 'cannot_host' })

  await page.getByRole('button', { name: 'Use another account, Microsoft Teams' }).click()
  await consentTo('strict@school.test')
  await page.getByRole('button', { name: 'Copy message for admin' }).waitFor()
})
