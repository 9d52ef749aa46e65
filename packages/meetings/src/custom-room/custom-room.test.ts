import { inspect } from 'node:util'
import { ROOM_KINDS, type Room, readRoom, SESSION_PART_LENGTH } from '@foyer/shared/rooms'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { describePlatformContract } from '../contract.ts'
import { aMeeting, connect, failureOf, linkOf } from '../contract-harness.ts'
import { describeRoom } from './description.ts'
import { startRoomHarness } from './harness.ts'
import { createAdapter } from './index.ts'

const ROOMS = {
  fixed: { kind: 'fixed', address: 'https://whereby.example/ana?embed#lobby' },
  template: { kind: 'template', address: 'https://rooms.example/s/{session}?again={session}#{session}' },
  generated: { kind: 'generated', address: 'https://meet.example' },
} as const satisfies Record<string, Room>

for (const kind of ROOM_KINDS) describePlatformContract(`custom room, ${kind},`, () => startRoomHarness(ROOMS[kind]))

const platform = createAdapter({ clientId: '', clientSecret: '' })

/** The link that a room gives a meeting. */
async function linkIn(description: string, changes: Parameters<typeof aMeeting>[0] = {}): Promise<string> {
  return linkOf(await platform.createMeeting(description, aMeeting(changes)))
}

describe('a room of one’s own', () => {
  const meetingId = '0197c2f4-8a4b-7c3d-9e21-5f6a7b8c9d0e'

  test('a fixed address is the same for every session and every generation', async () => {
    const description = describeRoom(ROOMS.fixed)
    const links = [await linkIn(description), await linkIn(description, { meetingId, generation: 4 })]
    expect(links).toEqual([ROOMS.fixed.address, ROOMS.fixed.address])
  })

  test.each(['template', 'generated'] as const)(
    'a %s gives each session and each generation a link of its own',
    async (kind) => {
      const description = describeRoom(ROOMS[kind])
      const links = [
        await linkIn(description),
        await linkIn(description),
        await linkIn(description, { meetingId }),
        await linkIn(description, { meetingId, generation: 2 }),
        await linkIn(describeRoom(ROOMS[kind]), { meetingId }),
      ]
      expect(new Set(links).size).toBe(links.length)
      expect(await linkIn(description, { meetingId })).toBe(links[2])
    },
  )

  test('the part of a session is filled in everywhere, and says nothing of the meeting', async () => {
    const link = await linkIn(describeRoom(ROOMS.template), { meetingId })
    const [, part = ''] = /^https:\/\/rooms\.example\/s\/([a-z2-7]+)\?/.exec(link) ?? []
    expect(part).toHaveLength(SESSION_PART_LENGTH)
    expect(link).toBe(`https://rooms.example/s/${part}?again=${part}#${part}`)
    expect(meetingId.replaceAll('-', '')).not.toContain(part)
    expect(await linkIn(describeRoom(ROOMS.generated))).toMatch(/^https:\/\/meet\.example\/session-[a-z2-7]{26}$/)
  })

  test('names of ten thousand rooms are all different, and every letter is as likely as the next', async () => {
    const description = describeRoom(ROOMS.generated)
    const links = await Promise.all(Array.from({ length: 10_000 }, () => linkIn(description)))
    expect(new Set(links).size).toBe(links.length)
    const counts = new Map<string, number>()
    for (const letter of links.flatMap((link) => link.slice(-SESSION_PART_LENGTH).split('')))
      counts.set(letter, (counts.get(letter) ?? 0) + 1)
    const expected = (10_000 * SESSION_PART_LENGTH) / 32
    expect(counts.size).toBe(32)
    for (const count of counts.values()) expect(Math.abs(count - expected)).toBeLessThan(expected / 10)
  })

  test('setting the same room once more keeps the links, and so does coming back to it', async () => {
    const first = describeRoom(ROOMS.generated)
    const other = describeRoom(ROOMS.template, first)
    const back = describeRoom(ROOMS.generated, other)
    expect(back).toBe(first)
    expect(await linkIn(other, { meetingId })).not.toBe(await linkIn(first, { meetingId }))
    expect(describeRoom(ROOMS.generated, 'nothing we wrote')).not.toBe(first)
  })

  test('a meeting is in line at any time, because its room has none', async () => {
    const description = describeRoom(ROOMS.generated)
    const spec = aMeeting()
    const made = await platform.createMeeting(description, spec)
    expect(made).toMatchObject({ startsAt: null, endsAt: null, droppedSettings: [] })
    const [startsAt, endsAt] = [new Date('2028-01-01T09:00:00Z'), new Date('2028-01-01T10:00:00Z')]
    expect(await platform.updateMeeting(description, made.externalId, { ...spec, startsAt, endsAt })).toEqual(made)
  })

  test('only a server like Jitsi’s is told to mute who comes in; what cannot be asked for is said', async () => {
    const settings = { muteOnEntry: true, waitingRoom: true }
    const spec = aMeeting({ settings })
    const generated = await platform.createMeeting(describeRoom(ROOMS.generated), spec)
    expect(linkOf(generated)).toMatch(
      /^https:\/\/meet\.example\/session-[a-z2-7]{26}#config\.startWithAudioMuted=true$/,
    )
    expect(generated.droppedSettings).toEqual(['waitingRoom'])
    const fixed = await platform.createMeeting(describeRoom(ROOMS.fixed), spec)
    expect(linkOf(fixed)).toBe(ROOMS.fixed.address)
    expect(fixed.droppedSettings).toEqual(['waitingRoom', 'muteOnEntry'])
  })

  test('it never runs out, belongs to one account whatever its address is, and is known by its host', async () => {
    const { accessToken, refreshToken, expiresAt, permissionEndsAt } = await connect(
      await startRoomHarness(ROOMS.fixed),
    )
    expect(expiresAt.getTime() - Date.now()).toBeGreaterThan(1000 * 365 * 86_400_000)
    expect(permissionEndsAt).toBeNull()
    expect((await platform.refreshTokens(refreshToken)).accessToken).toBe(accessToken)
    const account = await platform.getAccount(accessToken)
    expect(account).toEqual({ subject: 'room', email: null, label: 'whereby.example' })
    expect((await platform.getAccount(describeRoom(ROOMS.template))).subject).toBe(account.subject)
  })

  test('what cannot be read is a lost permission, and no error shows it', async () => {
    const secret = 'f'.repeat(64)
    const unreadable = [
      '',
      'https://whereby.example/ana',
      '{}',
      JSON.stringify({ kind: 'fixed', address: 'https://whereby.example/ana', secret: 'short' }),
      JSON.stringify({ kind: 'fixed', address: 'javascript:alert(1)', secret }),
      JSON.stringify({ kind: 'fixed', address: 'http://whereby.example/ana', secret }),
      JSON.stringify({ kind: 'template', address: 'https://{session}.example/', secret }),
      JSON.stringify({ kind: 'elsewhere', address: 'https://whereby.example/ana', secret }),
    ]
    for (const text of unreadable) {
      const failure = await failureOf(platform.createMeeting(text, aMeeting()))
      expect(failure).toEqual({ kind: 'connection_lost', code: 'room_unreadable' })
      expect(await failureOf(platform.exchangeCode({ code: text, codeVerifier: '', redirectUri: '' }))).toEqual(failure)
      const error = await platform.probe(text).catch((reason: unknown) => reason)
      expect(inspect(error, { depth: 20 })).not.toContain(secret)
    }
  })

  test('whatever address is taken, its links are safe to open, and the server stays the one that was given', async () => {
    const parts = fc.array(
      fc.oneof(fc.webPath(), fc.constant('/{session}'), fc.constant('?at={session}&'), fc.string()),
    )
    const text = fc
      .tuple(fc.oneof(fc.webAuthority({ withUserInfo: true, withPort: true }), fc.domain()), parts)
      .map(([host, path]) => `https://${host}/${path.join('')}`)
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...ROOM_KINDS), text, async (kind, typed) => {
        const reading = readRoom(kind, typed)
        if ('problem' in reading) {
          expect(reading.problem.length).toBeGreaterThan(20)
          return
        }
        const { room } = reading
        expect(readRoom(kind, room.address)).toEqual({ room })
        const link = await linkIn(describeRoom(room))
        const url = new URL(link)
        expect(url.href).toBe(link)
        expect(url).toMatchObject({ protocol: 'https:', username: '', password: '' })
        expect(url.host).toBe(new URL(typed.replaceAll('{session}', 'x')).host)
        expect(link).not.toContain('{session}')
        if (kind !== 'fixed') expect(await linkIn(describeRoom(room))).not.toBe(link)
      }),
      { numRuns: 500 },
    )
  })
})
