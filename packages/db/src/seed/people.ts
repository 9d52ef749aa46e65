import type { Role } from '@foyer/shared/accounts'
import { demoId } from './demo-id.ts'

/** For the three accounts that one can sign in with. */
export const DEMO_PASSWORD = 'foyer-demo-pass'

export interface DemoPerson {
  name: string
  email: string
  role: Role
  timeZone: string
  /** Since when there has been an account; the list of providers begins with the newest. */
  joinedDaysAgo: number
  canSignIn?: true
}

export const PEOPLE = {
  ana: {
    name: 'Dr Ana Ribeiro',
    email: 'provider@foyer.test',
    role: 'provider',
    timeZone: 'Europe/Lisbon',
    joinedDaysAgo: 31,
    canSignIn: true,
  },
  matthias: {
    name: 'Matthias Brandt',
    email: 'matthias.brandt@foyer.test',
    role: 'provider',
    timeZone: 'Europe/Berlin',
    joinedDaysAgo: 64,
  },
  maya: {
    name: 'Maya Lindqvist',
    email: 'maya.lindqvist@foyer.test',
    role: 'provider',
    timeZone: 'Europe/Stockholm',
    joinedDaysAgo: 47,
  },
  tiago: {
    name: 'Tiago Nunes',
    email: 'tiago.nunes@foyer.test',
    role: 'provider',
    timeZone: 'Europe/Lisbon',
    joinedDaysAgo: 90,
  },
  grace: {
    name: 'Grace Okafor',
    email: 'grace.okafor@foyer.test',
    role: 'provider',
    timeZone: 'America/New_York',
    joinedDaysAgo: 118,
  },
  jonas: {
    name: 'Jonas Meier',
    email: 'customer@foyer.test',
    role: 'customer',
    timeZone: 'Europe/Berlin',
    joinedDaysAgo: 29,
    canSignIn: true,
  },
  beatriz: customer('Beatriz Costa', 'Europe/Lisbon', 26),
  miguel: customer('Miguel Santos', 'Europe/Lisbon', 24),
  clara: customer('Clara Hoffmann', 'Europe/Berlin', 58),
  lukas: customer('Lukas Weber', 'Europe/Vienna', 41),
  emma: customer('Emma Clarke', 'Europe/London', 30),
  noah: customer('Noah Bergström', 'Europe/Stockholm', 44),
  priya: customer('Priya Nair', 'Europe/Amsterdam', 39),
  hannah: customer('Hannah Lewis', 'America/New_York', 102),
  oliver: customer('Oliver Grant', 'America/New_York', 77),
  admin: {
    name: 'Marta Silveira',
    email: 'admin@foyer.test',
    role: 'admin',
    timeZone: 'Europe/Lisbon',
    joinedDaysAgo: 120,
    canSignIn: true,
  },
} as const satisfies Record<string, DemoPerson>

export type PersonKey = keyof typeof PEOPLE

export const personId = (key: PersonKey): string => demoId('user', key)

function customer(name: string, timeZone: string, joinedDaysAgo: number) {
  const local = name.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replace(' ', '.')
  return { name, email: `${local}@foyer.test`, role: 'customer', timeZone, joinedDaysAgo } as const
}
