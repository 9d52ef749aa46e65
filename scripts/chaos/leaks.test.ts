import { expect, it } from 'vitest'
import { watchLeaks } from './leaks.ts'

const token = `ya29.${'aB3-_'.repeat(13).slice(0, 64)}`
const issued = [{ kind: 'access token', value: token }]
const searched = (place: 'worker logs' | 'database', text: string) => {
  const leaks = watchLeaks([
    { name: 'client secret', value: 'canary-secret' },
    { name: 'notes', value: 'canary-words', allowed: ['database'] },
  ])
  leaks.look(place, text)
  return leaks.found(issued)
}

it.each([
  ['a token', `{"msg":"Bearer ${token}"}`, ['access token in worker logs']],
  ['the end of a token without its beginning', token.slice(-64), ['access token in worker logs']],
  ['a fixed secret', 'secret=canary-secret', ['client secret in worker logs']],
  ['private words where they do not belong', 'canary-words', ['notes in worker logs']],
])('finds %s', (_what, text, found) => {
  expect(searched('worker logs', text)).toEqual(found)
})

it.each([
  ['long words that are no token', 'x'.repeat(80)],
  ['private words in the database', 'canary-words'],
])('is content with %s', (_what, text) => {
  expect(searched('database', text)).toEqual([])
})
