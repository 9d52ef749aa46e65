import { SESSION_PART_LENGTH, SESSION_PART_LETTERS } from '@foyer/shared/rooms'

/** A part such as a session might have; random, so that whoever tries a room out there is alone in it. */
export function examplePart(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(SESSION_PART_LENGTH))
  return Array.from(bytes, (byte) => SESSION_PART_LETTERS.charAt(byte % SESSION_PART_LETTERS.length)).join('')
}
