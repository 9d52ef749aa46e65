import { createHash } from 'node:crypto'
import type { ZoomWorld } from './world.ts'

/** 1: Basic (free), 2: Licensed, 4: without meetings. */
export type ZoomPlan = 1 | 2 | 4

export interface ZoomAccount {
  /** Lower case. */
  email: string
  name: string
  id: string
  accountId: string
  plan: ZoomPlan
}

/** The accounts that every sandbox starts with. */
export function presetAccounts(): ZoomAccount[] {
  return [
    newAccount('provider@foyer.test', 'Robin Adler', 2),
    newAccount('studio@foyer.test', 'Adler Studio', 2),
    newAccount('basic@foyer.test', 'Account on the free plan', 1),
  ]
}

/** The account of an e-mail address; made on the spot when it is new. */
export function ensureAccount(world: ZoomWorld, email: string, details: Partial<ZoomAccount> = {}): ZoomAccount {
  const address = email.toLowerCase()
  const known = world.state.accounts.get(address)
  if (known) return Object.assign(known, details)
  const account = { ...newAccount(address, address.split('@')[0] ?? address, 2), ...details }
  world.state.accounts.set(address, account)
  return account
}

function newAccount(email: string, name: string, plan: ZoomPlan): ZoomAccount {
  const digest = createHash('sha256').update(email).digest('base64url')
  return { email, name, plan, id: digest.slice(0, 22), accountId: digest.slice(22, 43) }
}
