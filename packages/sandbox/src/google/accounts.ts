import { createHash } from 'node:crypto'
import type { GoogleWorld } from './world.ts'

export interface GoogleAccount {
  /** Lower case. */
  email: string
  name: string
  /** Stable id, as in the `sub` claim. */
  sub: string
  /** False: the administrator of this account has turned Meet off. */
  canMeet: boolean
}

/** The accounts that every sandbox starts with. */
export function presetAccounts(): GoogleAccount[] {
  return [
    newAccount('provider@foyer.test', 'Robin Adler'),
    newAccount('studio@foyer.test', 'Adler Studio'),
    newAccount('mira.lindholm@gmail.test', 'Mira Lindholm'),
    { ...newAccount('no-meet@school.test', 'Account without Meet'), canMeet: false },
  ]
}

/** The account of an e-mail address; made on the spot when it is new. */
export function ensureAccount(world: GoogleWorld, email: string, name?: string): GoogleAccount {
  const known = world.state.accounts.get(email.toLowerCase())
  if (known) return known
  const account = newAccount(email.toLowerCase(), name ?? email.split('@')[0] ?? email)
  world.state.accounts.set(account.email, account)
  return account
}

function newAccount(email: string, name: string): GoogleAccount {
  const digits = BigInt(`0x${createHash('sha256').update(email).digest('hex').slice(0, 16)}`)
  return { email, name, sub: `1${digits.toString().padStart(20, '0')}`, canMeet: true }
}
