import { expect, test } from 'vitest'
import { LONGEST_LINK } from './links.ts'
import { type RoomKind, readRoom, roomHost, roomLink, SESSION_PART_LENGTH, spokenRoom } from './rooms.ts'

const problemOf = (kind: RoomKind, text: string): string => {
  const reading = readRoom(kind, text)
  return 'problem' in reading ? reading.problem : ''
}

test.each([
  ['fixed', ' https://whereby.com/ana ', 'https://whereby.com/ana'],
  ['fixed', 'HTTPS://Doxy.ME/Dr-Ana', 'https://doxy.me/Dr-Ana'],
  ['fixed', 'https://doxy.me', 'https://doxy.me/'],
  ['fixed', 'https://meet.example:8443/a%20b?pwd=x#lobby', 'https://meet.example:8443/a%20b?pwd=x#lobby'],
  ['fixed', 'https://bücher.example/ana', 'https://xn--bcher-kva.example/ana'],
  ['fixed', 'https://203.0.113.7/ana', 'https://203.0.113.7/ana'],
  ['template', 'https://a.example/{session}', 'https://a.example/{session}'],
  ['template', 'https://a.example/s?room={session}', 'https://a.example/s?room={session}'],
  ['template', 'https://a.example/#/{session}/{session}', 'https://a.example/#/{session}/{session}'],
  ['template', 'https://a.example/%7Bsession%7d', 'https://a.example/{session}'],
  ['template', 'https://a.example/sessionpart/{session}', 'https://a.example/sessionpart/{session}'],
  ['generated', 'https://meet.jit.si/', 'https://meet.jit.si'],
  ['generated', 'https://jitsi.example/clinic//', 'https://jitsi.example/clinic'],
] as const)('a %s room at %s is taken as %s', (kind, text, address) => {
  expect(readRoom(kind, text)).toEqual({ room: { kind, address } })
})

test.each([
  ['fixed', '  ', 'Give the address of your room, such as https://whereby.com/your-name.'],
  ['template', '', 'Give the address with {session} in it, such as https://meet.example.org/{session}.'],
  ['generated', '', 'Give the address of the server, such as https://meet.jit.si.'],
  ['fixed', 'whereby.com/ana', 'Begin with https://, as in https://whereby.com/ana'],
  ['fixed', '//whereby.com/ana', 'Begin with https://, as in https://whereby.com/ana'],
  ['fixed', 'meet.example:8443/ana', 'Begin with https://, as in https://meet.example:8443/ana'],
  ['fixed', 'http://whereby.com/ana', 'Only https:// is safe to send people to. Try https://whereby.com/ana'],
  ['fixed', 'my room', 'Leave out blanks, line breaks and backslashes: an address has none.'],
  [
    'fixed',
    'https://whereby.com\\@evil.example',
    'Leave out blanks, line breaks and backslashes: an address has none.',
  ],
  ['fixed', 'https://whereby.com/\u202eana', 'Leave out blanks, line breaks and backslashes: an address has none.'],
  ['fixed', 'ana', 'This is not an address. One looks like https://whereby.com/your-name.'],
  ['fixed', 'https://', 'This is not an address. One looks like https://whereby.com/your-name.'],
  ['fixed', 'mailto:ana', 'An address begins with https://, such as https://whereby.com/your-name.'],
  ['fixed', 'javascript:alert(1)', 'An address begins with https://, such as https://whereby.com/your-name.'],
  [
    'fixed',
    'javascript:alert(document.cookie)',
    'This is not an address. One looks like https://whereby.com/your-name.',
  ],
  ['fixed', 'data:text/html,x', 'An address begins with https://, such as https://whereby.com/your-name.'],
] as const)('a %s room at %j says: %s', (kind, text, words) => {
  expect(problemOf(kind, text)).toBe(words)
})

test.each([
  ['fixed', 'https://ana:secret@whereby.com/ana', /everybody who joins would see/],
  ['fixed', 'https://whereby.com@evil.example/ana', /everybody who joins would see/],
  ['fixed', 'https://a.example/{session}', /only filled in for an address with a part/],
  ['fixed', 'https://a.example/{name}', /Leave out curly brackets/],
  ['generated', 'https://a.example/{session}', /only filled in for an address with a part/],
  ['generated', 'https://a.example/?room=', /after \? or #/],
  ['generated', 'https://a.example/#x', /after \? or #/],
  ['template', 'https://a.example/ana', /Write \{session\} where/],
  ['template', 'https://a.example/{Session}', /Only \{session\}, written like this/],
  ['template', 'https://a.example/{session}/{customer}', /Only \{session\}, written like this/],
  ['template', 'https://{session}.example/', /in the name of the server/],
  ['template', 'https://a.{session}/', /in the name of the server/],
  ['template', 'https://a.example:{session}/', /not an address/],
  ['template', 'https://{session}@a.example/', /everybody who joins would see/],
  ['template', 'https://a.example/{session}/..', /takes it away/],
] as const)('a %s room at %j is refused: %s', (kind, text, words) => {
  expect(problemOf(kind, text)).toMatch(words)
})

test.each([
  'localhost',
  'localhost.',
  'rooms.localhost',
  'meet.local',
  'jitsi.lan',
  'jitsi.internal.',
  '127.0.0.1',
  '127.1',
  '2130706433',
  '0x7f.1',
  '0.0.0.0',
  '10.1.2.3',
  '172.20.0.1',
  '192.168.1.5',
  '169.254.169.254',
  '[::1]',
  '[::ffff:7f00:1]',
  'intranet',
])('%s is refused, because only one network knows it', (host) => {
  expect(problemOf('fixed', `https://${host}/ana`)).toMatch(/^People outside your network cannot open /)
})

test('an address is as long as a link may be with the part of a session in it', () => {
  const longest = `https://a.example/${'x'.repeat(LONGEST_LINK - 'https://a.example/'.length)}`
  expect(problemOf('fixed', longest)).toBe('')
  expect(problemOf('fixed', `${longest}x`)).toMatch(/at most 2000/)
  const most = LONGEST_LINK - 'https://a.example/'.length - SESSION_PART_LENGTH
  expect(problemOf('template', `https://a.example/${'x'.repeat(most)}{session}`)).toBe('')
  expect(problemOf('template', `https://a.example/${'x'.repeat(most + 1)}{session}`)).toMatch(/at most 2000/)
})

test('a room is spoken of without its scheme, and known by its host', () => {
  const room = { kind: 'template', address: 'https://rooms.example/s/{session}' } as const
  expect(spokenRoom(room)).toBe('rooms.example/s/{session}')
  expect(roomHost(room)).toBe('rooms.example')
  expect(spokenRoom({ kind: 'fixed', address: 'https://doxy.me/' })).toBe('doxy.me')
  expect(roomLink({ kind: 'generated', address: 'https://meet.jit.si' }, 'abc')).toBe('https://meet.jit.si/session-abc')
})
