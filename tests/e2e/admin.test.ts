import type { SessionDto } from '@foyer/shared/sessions'
import { describe, inject } from 'vitest'
import { findViolations } from './src/axe.ts'
import { bookFirst, makeSession } from './src/people.ts'
import { openScreen } from './src/settled.ts'
import { signUpAdmin } from './src/sign-up-admin.ts'
import { it } from './src/world.ts'

describe('an admin', () => {
  it('finds a session without a link, sees what was tried, and tries again until the link is there', async ({
    world,
    expect,
  }) => {
    const title = `Speech therapy ${crypto.randomUUID().slice(0, 8)}`
    const { provider, serviceId } = await world.openPractice({ title })
    await world.google.addFault({
      operation: 'google.events.insert',
      kind: 'status',
      status: 403,
      reason: 'forbidden',
    })
    await makeSession(provider, { serviceId, inMinutes: 3 })
    const admin = await signUpAdmin(world.appUrl, inject('databaseUrl'))
    const { page } = await world.visit({ as: admin })

    await openScreen(page, { path: '/' })
    expect(new URL(page.url()).pathname).toBe('/admin')
    const row = page.getByRole('row').filter({ hasText: title })
    await row.getByText('Not allowed').waitFor()
    await row.getByRole('button', { name: title }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Google does not allow it for this account.').waitFor()
    await dialog.getByText('HTTP 403 · forbidden').waitFor()
    const found = await findViolations(page, 'everything')
    await dialog.getByRole('button', { name: 'Retry now' }).click()
    await dialog.getByText('The link is there.').waitFor()
    await dialog.getByText('Asked Google for a room. It worked.').waitFor()
    await page.keyboard.press('Escape')
    await row.waitFor({ state: 'detached' })
    expect(found).toEqual([])
  })

  it('repairs all after an outage: a dry run, progress to follow, and a history that says who and when', async ({
    world,
    expect,
  }) => {
    const { provider, serviceId } = await world.openPractice()
    const refusal = { operation: 'google.events.insert', kind: 'status', status: 403, reason: 'forbidden' } as const
    await world.google.addFault({ ...refusal, times: 3 })
    const sessions: SessionDto[] = []
    for (const inMinutes of [300, 400, 500]) sessions.push(await makeSession(provider, { serviceId, inMinutes }))
    const [session] = sessions
    const admin = await signUpAdmin(world.appUrl, inject('databaseUrl'))
    const { page } = await world.visit({ as: admin })

    await openScreen(page, { path: `/admin?problem=blocked&providerId=${session?.provider.id}` })
    await expect
      .poll(() => page.getByRole('row').filter({ hasText: 'Not allowed' }).count(), { timeout: 15_000 })
      .toBe(3)
    const box = page.getByRole('checkbox', { name: /^Choose First conversation/ })
    const first = page.getByRole('row').locator('label', { has: box }).first()
    await first.click()
    await page.getByRole('button', { name: 'Repair 1 chosen' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('1 link is made.').waitFor()
    await dialog.getByRole('button', { name: 'Go back' }).click()
    await first.click()
    await page.getByRole('button', { name: 'Repair all' }).click()
    await dialog.getByText('3 links are made.').waitFor()
    await dialog.getByText('At least 3 calls to Google Meet, spread over about 2 seconds.').waitFor()
    await dialog.getByLabel('Name').fill('After the outage')
    await dialog.getByRole('button', { name: 'Repair 3 sessions' }).click()

    await page.getByRole('heading', { name: 'All 3 are repaired' }).waitFor()
    expect(new URL(page.url()).pathname).toMatch(/^\/admin\/repairs\//)
    expect(await world.google.liveEvents()).toHaveLength(3)
    await page.getByText('Begun by Rita Lopes').waitFor()
    await page.getByRole('main').getByRole('link', { name: 'Repairs' }).click()
    await page.getByRole('listitem').filter({ hasText: 'After the outage' }).filter({ hasText: 'Done' }).waitFor()

    await openScreen(page, { path: `/admin/history/session/${session?.id}` })
    await page.getByText('Rita Lopes asked for the link again, in the repair “After the outage”.').waitFor()
    await page.getByText('Foyer put the link in place.').waitFor()
    await page.getByText('found that somebody has to act before there is a link: not allowed.').waitFor()
  })

  it('asks a provider to reconnect, reads what was done to the connection, and finds the sessions that wait for it', async ({
    world,
    expect,
  }) => {
    const { provider, customer, serviceId } = await world.openPractice()
    await world.google.revoke()
    await world.google.expireAccessTokens()
    await bookFirst(customer, serviceId, { fromHours: 48 })
    const admin = await signUpAdmin(world.appUrl, inject('databaseUrl'))
    const { page } = await world.visit({ as: admin })
    await openScreen(page, { path: '/admin/connections' })
    const row = page.getByRole('listitem').filter({ hasText: world.google.email })
    await row.getByText('Permission ended').waitFor()
    await row.getByRole('button', { name: `Send reconnect mail to ${provider.name}` }).click()
    await page.getByText(`${provider.name} was asked to reconnect.`).waitFor()
    const notices = await provider.query<{ title: string }[]>('notifications.list')
    expect(notices).toContainEqual(expect.objectContaining({ title: 'Reconnect Google: 1 session needs its link' }))
    await row.getByRole('link', { name: `Details of ${provider.name}` }).click()
    await page.getByText('Rita Lopes asked the provider to reconnect.').waitFor()
    await page.getByText('Foyer found that Google no longer accepts the permission.').waitFor()
    await page.getByText(`${provider.name} connected the account.`).waitFor()
    await page.getByRole('link', { name: '1 session', exact: true }).click()
    await page.getByRole('button', { name: `Only ${provider.name}` }).waitFor()
  })

  it('changes the role of somebody, after being asked', async ({ world, expect }) => {
    const name = `Kofi ${crypto.randomUUID().slice(0, 8)}`
    const person = await world.signUp({ role: 'customer', name })
    const admin = await signUpAdmin(world.appUrl, inject('databaseUrl'))
    const { page } = await world.visit({ as: admin })
    await openScreen(page, { path: `/admin/people?search=${encodeURIComponent(name)}` })
    await page.getByRole('button', { name: `Role of ${name}` }).click()
    await page.getByRole('option', { name: 'Provider' }).click()
    const question = page.getByRole('alertdialog')
    await question.getByRole('button', { name: 'Change role' }).click()
    await page.getByText(`${name} is a provider now.`).waitFor()
    expect(await person.query('account.me')).toMatchObject({ role: 'provider' })
  })

  it('is the only one who gets in', async ({ world, expect }) => {
    const { page } = await world.visit({ as: await world.signUp({ role: 'provider' }) })
    await openScreen(page, { path: '/admin/people' })
    expect(new URL(page.url()).pathname).toBe('/dashboard')
  })
})
