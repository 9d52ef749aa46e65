import type { Transaction } from '../client.ts'
import { authAccounts, users } from '../schema.ts'
import { demoId } from './demo-id.ts'
import { DEMO_PASSWORD, type DemoPerson, PEOPLE, type PersonKey, personId } from './people.ts'

/** Adds the accounts; only those that one can sign in with get a password. */
export async function addPeople(
  tx: Transaction,
  now: Date,
  hashPassword: (password: string) => Promise<string>,
): Promise<void> {
  const people = (Object.entries(PEOPLE) as [PersonKey, DemoPerson][]).map(([key, person]) => ({
    ...person,
    id: personId(key),
    createdAt: new Date(now.getTime() - person.joinedDaysAgo * 86_400_000),
  }))
  await tx.insert(users).values(
    people.map(({ id, name, email, role, timeZone, createdAt }) => ({
      id,
      name,
      email,
      role,
      timeZone,
      createdAt,
      updatedAt: createdAt,
      emailVerified: true,
    })),
  )
  const accounts = people
    .filter(({ canSignIn }) => canSignIn)
    .map(async ({ id, createdAt }) => ({
      id: demoId('account', id),
      userId: id,
      accountId: id,
      providerId: 'credential',
      password: await hashPassword(DEMO_PASSWORD),
      createdAt,
      updatedAt: createdAt,
    }))
  await tx.insert(authAccounts).values(await Promise.all(accounts))
}
