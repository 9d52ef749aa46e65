import { describe, expect, it } from 'vitest'
import { toManualLink } from './links.ts'

describe('a link given by hand', () => {
  it.each([
    ['https://meet.example/room', 'https://meet.example/room'],
    ['  https://meet.example:8443/room?pwd=1#a  ', 'https://meet.example:8443/room?pwd=1#a'],
    ['HTTPS://Meet.Example/Room', 'https://meet.example/Room'],
    ['https://gооgle.com/abc', 'https://xn--ggle-55da.com/abc'],
  ])('%s is taken as %s', (text, link) => {
    expect(toManualLink(text)).toBe(link)
  })

  it.each([
    'http://meet.example/room',
    'javascript:alert(1)',
    'meet.example/room',
    'https://',
    'https://ana:secret@meet.example/room',
    'https://meet.google.com@evil.example/room',
    'https://meet.example/a b',
    'https://meet.example/\u0000a',
    'https://meet.exa\nmple/a',
    'https://meet.example/\u202Ecod',
    String.raw`https:\\evil.example\room`,
    'https://localhost/room',
    `https://meet.example/${'a'.repeat(2000)}`,
    '',
  ])('%j is refused', (text) => {
    expect(toManualLink(text)).toBeNull()
  })
})
