import { createHash } from 'node:crypto'
import type { MicrosoftWorld } from './world.ts'

/**
 * `unlicensed`: a work account whose organisation gives it no Teams. `personal`: outlook.com and the like.
 * `admin_consent`: a work account whose organisation lets only administrators allow an app.
 */
export type AccountKind = 'work' | 'unlicensed' | 'personal' | 'admin_consent'

export interface MicrosoftAccount {
  /** Lower case; also the user principal name. */
  email: string
  name: string
  id: string
  kind: AccountKind
  /** Licence or policy allow no recordings. */
  cannotRecord: boolean
}

/** The accounts that every sandbox starts with. */
export function presetAccounts(): MicrosoftAccount[] {
  return [
    newAccount('provider@foyer.test', 'Robin Adler', 'work'),
    newAccount('studio@foyer.test', 'Adler Studio', 'work'),
    newAccount('no-teams@school.test', 'Account without Teams', 'unlicensed'),
    newAccount('home@outlook.test', 'Personal account', 'personal'),
    newAccount('strict@school.test', 'Account that needs an administrator', 'admin_consent'),
  ]
}

/** The account of an e-mail address; made on the spot, as a work account, when it is new. */
export function ensureAccount(
  world: MicrosoftWorld,
  email: string,
  details: Partial<Pick<MicrosoftAccount, 'name' | 'kind' | 'cannotRecord'>> = {},
): MicrosoftAccount {
  const address = email.toLowerCase()
  const known = world.state.accounts.get(address)
  if (known) return Object.assign(known, details)
  const account = { ...newAccount(address, address.split('@')[0] ?? address, 'work'), ...details }
  world.state.accounts.set(address, account)
  return account
}

function newAccount(email: string, name: string, kind: AccountKind): MicrosoftAccount {
  const hex = createHash('sha256').update(email).digest('hex')
  const id = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)]
  return { email, name, kind, id: id.join('-'), cannotRecord: false }
}
