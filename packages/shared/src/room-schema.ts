import * as z from 'zod'
import { LONGEST_LINK } from './links.ts'
import { DEFAULT_ROOM_SERVER, ROOM_KINDS, type Room, readRoom } from './rooms.ts'

/** Where a provider's sessions meet: the kind of room and its address, read by `readRoom`. */
export const setRoomSchema = z
  .strictObject({
    kind: z.enum(ROOM_KINDS, { error: `Give one of: ${ROOM_KINDS.join(', ')}.` }),
    /** A server is taken for granted where none is named. */
    address: z
      .string({ error: 'Give the address as text.' })
      .max(LONGEST_LINK, { error: `A link has at most ${LONGEST_LINK} characters.` })
      .optional(),
  })
  .transform(({ kind, address }, issues): Room => {
    const reading = readRoom(kind, address ?? (kind === 'generated' ? DEFAULT_ROOM_SERVER : ''))
    if ('room' in reading) return reading.room
    issues.addIssue({ code: 'custom', message: reading.problem, path: ['address'] })
    return z.NEVER
  })
