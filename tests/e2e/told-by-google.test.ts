import { openDatabase } from '@foyer/db/client'
import { expect, inject } from 'vitest'
import { bookFirst } from './src/people.ts'
import { setReceiver } from './src/sandbox.ts'
import { it } from './src/world.ts'

it('a session whose event was moved by hand at Google says so on the open page, long before its turn to be compared', async ({
  world,
}) => {
  const { provider, customer, serviceId } = await world.openPractice()
  await provider.mutate('account.update', { handEdits: 'ask' })
  const booking = await bookFirst(customer, serviceId, { fromHours: 96 })
  await expect.poll(() => world.google.liveEvents()).toHaveLength(1)
  await expect.poll(() => world.google.channels(), { timeout: 15_000 }).toHaveLength(1)
  const { page } = await world.visit({ as: provider })
  await page.goto(`/sessions/${booking.sessions[0]?.id}`)
  await page.getByText('The room is ready').waitFor()

  const startsAt = new Date(Date.parse(booking.startsAt) + 24 * 3_600_000)
  await world.google.moveByHand({ startsAt, endsAt: new Date(startsAt.getTime() + 30 * 60_000) })
  await page.getByText('Moved at Google, not here', { exact: true }).waitFor({ timeout: 15_000 })
})

it('removing the access at Google shows on the open card, with nothing pressed and nothing loaded again', async ({
  world,
}) => {
  const provider = await world.signUpConnected()
  await agePermission(provider.email)
  await setReceiver(inject('sandboxOrigin'), `${world.appUrl}/api/webhooks/google-accounts`)
  try {
    const { page } = await world.visit({ as: provider })
    await page.goto('/dashboard/integrations')
    await page.getByText(new RegExp(`^${world.google.email} · checked`)).waitFor()
    await world.google.revoke()
    await page.getByText(/you removed Foyer at Google/).waitFor({ timeout: 10_000 })
    await page.getByRole('button', { name: 'Reconnect Google Meet' }).waitFor()
  } finally {
    await setReceiver(inject('sandboxOrigin'), null)
  }
})

/** Makes a permission an hour old: of one that was just given, Google may be telling the end of the one before. */
async function agePermission(email: string): Promise<void> {
  const { db, close } = openDatabase(inject('databaseUrl'), { max: 1 })
  try {
    await db.execute(
      `update connections set permission_given_at = now() - interval '1 hour' where user_id = (select id from users where email = '${email}')`,
    )
  } finally {
    await close()
  }
}
