import { expect, it } from 'vitest'
import { isCurrentItem, type NavItem } from './nav.ts'

const item = (href: string): NavItem => ({ href, label: href, icon: 'today' })
const items = ['/provider', '/provider/bookings', '/provider/services'].map(item)

it.each([
  ['/provider', ['/provider']],
  ['/provider/bookings', ['/provider/bookings']],
  ['/provider/bookings/17', ['/provider/bookings']],
  ['/provider/bookingsx', []],
])('%s lights up %j', (path, lit) => {
  expect(items.filter((one) => isCurrentItem(one, path, items)).map((one) => one.href)).toEqual(lit)
})
