import { expect, it } from 'vitest'
import { permissionRows } from './permission-copy.ts'
import { sampleConnection } from './sample-connection.ts'

const busyTimes = (differs: { granted?: boolean; isLost?: boolean } = {}) =>
  sampleConnection({ permissions: [{ permission: 'busy_times', granted: false, isLost: false, ...differs }] })

const PURPOSE = 'Closes times while your own calendar is busy. Foyer sees when, never what or with whom.'

it('says what a permission is good for, and what became of it', () => {
  const textOf = (...given: Parameters<typeof permissionRows>) => permissionRows(...given).map(({ text }) => text)
  expect(textOf(busyTimes())).toEqual([PURPOSE])
  expect(textOf(busyTimes({ granted: true }))).toEqual([PURPOSE])
  expect(textOf(busyTimes({ isLost: true }))).toEqual([`Google no longer allows this, so it is not used. ${PURPOSE}`])
  expect(textOf(busyTimes(), ['busy_times'])).toEqual([
    `You left this unticked at Google. Links are made all the same. ${PURPOSE}`,
  ])
})

it('asks for nothing more while the connection itself does not work', () => {
  expect(permissionRows({ ...busyTimes(), status: 'revoked' })).toEqual([])
})
