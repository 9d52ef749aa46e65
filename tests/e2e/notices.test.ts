import type { Mail } from '@foyer/sandbox/mailbox/mail-store'
import { describe, inject } from 'vitest'
import { bookFirst, PASSWORD, type Person } from './src/people.ts'
import { readJson } from './src/read-json.ts'
import { it } from './src/world.ts'

describe.concurrent('notices', () => {
  it('a permission that is lost: one mail, whose address leads through the sign-in to one press that mends it', async ({
    world,
    expect,
  }) => {
    const { provider, customer, serviceId } = await world.openPractice({ minimumNoticeMinutes: 0 })
    await world.google.revoke()
    await world.google.expireAccessTokens()
    await bookFirst(customer, serviceId, { fromHours: 5 })
    await expect.poll(() => mailsTo(provider, 'Reconnect Google'), { timeout: 20_000 }).toHaveLength(1)
    const [mail] = await mailsTo(provider, 'Reconnect Google')
    const address = /https?:\/\/\S+\/dashboard\/integrations/.exec(mail?.text ?? '')?.[0] ?? ''

    const { page } = await world.visit({ timeZone: provider.timeZone })
    await page.goto(address)
    await page.getByLabel('Email').fill(provider.email)
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('button', { name: 'Reconnect, repairs 1 session' }).click()
    await page.getByLabel('Another account').check()
    await page.getByLabel('E-mail of the other account').fill(world.google.email)
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.waitForURL(/\/dashboard\/integrations/)

    await page.goto('/notices')
    const notice = page.getByRole('listitem').filter({ hasText: 'Reconnect Google: 1 session needs its link' })
    await notice.getByText('Settled since').waitFor()
    expect(await mailsTo(provider, 'Reconnect Google')).toHaveLength(1)
  })
})

async function mailsTo({ email }: Person, subject: string): Promise<Mail[]> {
  const filter = new URLSearchParams({ to: email, subject })
  const answer = await fetch(`${inject('sandboxOrigin')}/_sandbox/mails?${filter.toString()}`)
  return (await readJson<{ mails: Mail[] }>(answer)).mails
}
