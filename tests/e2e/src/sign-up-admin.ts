import { openDatabase } from '@foyer/db/client'
import { type Person, signUp } from './people.ts'

/** Somebody made an admin as the first one is: by hand, in the database. */
export async function signUpAdmin(appUrl: string, databaseUrl: string): Promise<Person> {
  const person = await signUp(appUrl, { role: 'customer', name: 'Rita Lopes' })
  const { db, close } = openDatabase(databaseUrl, { max: 1 })
  try {
    await db.execute(`update users set role = 'admin' where email = '${person.email}'`)
  } finally {
    await close()
  }
  return person
}
