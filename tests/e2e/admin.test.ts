import { describe, inject } from 'vitest'
import { findViolations } from './src/axe.ts'
import { makeSession } from './src/people.ts'
import { changeLook, openScreen } from './src/settled.ts'
import { signUpAdmin } from './src/sign-up-admin.ts'
import { DESKTOP, PHONE } from './src/visit.ts'
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

  it('has pages that keep the rules of accessibility, light and dark, large and small', async ({ world, expect }) => {
    const admin = await signUpAdmin(world.appUrl, inject('databaseUrl'))
    const { page } = await world.visit({ as: admin })
    const found: string[] = []
    for (const path of [
      '/admin',
      '/admin?problem=failed&platform=zoom',
      '/admin/connections',
      '/admin/connections?show=all',
      '/admin/people',
    ]) {
      await changeLook(page, { viewport: DESKTOP, colorScheme: 'light' })
      await openScreen(page, { path })
      found.push(...(await findViolations(page, 'everything')))
      await changeLook(page, { viewport: PHONE, colorScheme: 'dark' })
      found.push(...(await findViolations(page, 'everything')))
      await changeLook(page, { viewport: { width: 320, height: 640 } })
      if ((await page.evaluate<number>('document.documentElement.scrollWidth')) > 320) found.push(`${path} is too wide`)
    }
    expect(found).toEqual([])
  })

  it('is the only one who gets in', async ({ world, expect }) => {
    const { page } = await world.visit({ as: await world.signUp({ role: 'provider' }) })
    await openScreen(page, { path: '/admin/people' })
    expect(new URL(page.url()).pathname).toBe('/dashboard')
  })
})
