import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseRetryAfter } from './retry-after.ts'

const now = new Date('2027-03-01T09:00:00.000Z')

test.each([
  ['2027', '2027-03-01T09:33:47.000Z'],
  ['120', '2027-03-01T09:02:00.000Z'],
  [' 1 ', '2027-03-01T09:00:01.000Z'],
  ['Mon, 01 Mar 2027 09:30:00 GMT', '2027-03-01T09:30:00.000Z'],
  ['2027-03-02T00:00:00Z', '2027-03-02T00:00:00.000Z'],
  ['2027-03-01T11:00:00+01:00', '2027-03-01T10:00:00.000Z'],
])('%s names a moment', (header, at) => {
  expect(parseRetryAfter(header, now)).toEqual(new Date(at))
})

test.each([
  null,
  undefined,
  '',
  '0',
  '-5',
  '1.5',
  '0x10',
  '1e3',
  '86401',
  '999999999999',
  'soon',
  'Mon, 01 Mar 2027 08:00:00 GMT',
  'Mon, 99 Mar 2027 09:30:00 GMT',
  '2027-03-09T00:00:00Z',
  'tomorrow 10:00',
])('%s names none', (header) => {
  expect(parseRetryAfter(header, now)).toBeUndefined()
})

test('whatever a header holds, the moment lies within the next day', () => {
  const header = fc.oneof(
    fc.string(),
    fc.integer().map(String),
    fc.date({ noInvalidDate: true }).map((d) => d.toISOString()),
  )
  fc.assert(
    fc.property(header, (value) => {
      const at = parseRetryAfter(value, now)
      if (at) expect(at.getTime() - now.getTime()).toSatisfy((wait: number) => wait > 0 && wait <= 86_400_000)
    }),
  )
})
