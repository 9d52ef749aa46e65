import { createHmac, randomBytes } from 'node:crypto'
import {
  ROOM_KINDS,
  type Room,
  readRoom,
  roomLink,
  SESSION_PART_LENGTH,
  SESSION_PART_LETTERS,
} from '@foyer/shared/rooms'
import { z } from 'zod'
import { type MeetingSpec, PlatformError } from '../platform.ts'

const SECRET_BYTES = 32

/** All that is known of a room; its text is the access token, so that it is kept like one. */
const descriptionSchema = z.strictObject({
  kind: z.enum(ROOM_KINDS),
  address: z.string(),
  /** Hexadecimal. Whoever does not know it cannot tell the links of sessions, nor one from another. */
  secret: z.string().regex(/^[0-9a-f]{64}$/),
})
export type RoomDescription = z.infer<typeof descriptionSchema>

/**
 * Describes a room as text. A room that takes the place of an earlier one keeps its secret: an address that is set once
 * more, or set back, leads to the same links. What is left of an unreadable one counts for nothing.
 */
export function describeRoom(room: Room, earlier?: string): string {
  const secret = (earlier && parse(earlier)?.secret) || randomBytes(SECRET_BYTES).toString('hex')
  const description: RoomDescription = { kind: room.kind, address: room.address, secret }
  return JSON.stringify(description)
}

/** The room behind a description. Throws `connection_lost`: whoever it belongs to has to set it anew. */
export function openRoom(text: string): RoomDescription {
  const description = parse(text)
  if (!description) throw new PlatformError({ kind: 'connection_lost', code: 'room_unreadable' })
  return description
}

/** Reads the address once more, by today's rules: what was stored under looser ones is not sent to people. */
function parse(text: string): RoomDescription | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  const { success, data } = descriptionSchema.safeParse(value)
  if (!success) return null
  const reading = readRoom(data.kind, data.address)
  return 'room' in reading ? { ...data, address: reading.room.address } : null
}

/** Our own id of a meeting's room: nothing but the meeting and its generation, so that every try finds the same one. */
export const roomIdFor = ({ meetingId, generation }: Pick<MeetingSpec, 'meetingId' | 'generation'>): string =>
  `${meetingId.replaceAll('-', '').toLowerCase()}g${generation}`

/** The link of the room with this id. What a session has of its own in it are 130 bits that only the secret tells. */
export function linkOfRoom(room: RoomDescription, roomId: string): string {
  const digest = createHmac('sha256', Buffer.from(room.secret, 'hex')).update(roomId).digest()
  return roomLink(room, spell(digest))
}

/** Five bits a letter (RFC 4648 base 32, in small letters), as long as the part of a session is. */
function spell(digest: Buffer): string {
  let rest = BigInt(`0x${digest.toString('hex')}`)
  let part = ''
  while (part.length < SESSION_PART_LENGTH) {
    part += SESSION_PART_LETTERS.charAt(Number(rest % 32n))
    rest /= 32n
  }
  return part
}
