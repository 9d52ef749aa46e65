const SHORTEST = 8
const LONGEST = 128

/** Said before anybody types: the API asks for the same. */
export const PASSWORD_RULE = `At least ${SHORTEST} characters. A short sentence works well.`

/** What is wrong with a new password, or null. */
export function passwordError(password: string): string | null {
  if (password.length < SHORTEST) return `At least ${SHORTEST} characters.`
  return password.length > LONGEST ? `At most ${LONGEST} characters.` : null
}
