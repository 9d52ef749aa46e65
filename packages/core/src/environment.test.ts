import { expect, it } from 'vitest'
import { coreVariables, readEnvironment } from './environment.ts'

const { ALERT_WEBHOOK_URL } = coreVariables
const read = (address: string) =>
  readEnvironment({ ALERT_WEBHOOK_URL }, { ALERT_WEBHOOK_URL: address }).ALERT_WEBHOOK_URL

it.each([
  ['https://hooks.example.org/T0/abc', true],
  ['http://localhost:9000/alerts', true],
  ['http://127.0.0.1:9000/', true],
  ['http://[::1]:9000/', true],
  ['http://hooks.example.org/T0/abc', false],
  ['http://localhost.example.org/', false],
  ['https://name:word@hooks.example.org/', false],
  ['ftp://hooks.example.org/', false],
  ['hooks.example.org', false],
])('takes %s as the address for alerts: %s', (address, isTaken) => {
  if (isTaken) expect(read(address)).toBe(address)
  else expect(() => read(address)).toThrow(/^ALERT_WEBHOOK_URL has to be an https:/)
})
