/** The sentence for each field that was left empty, by field: `{ email: [value, 'Give your email.'] }`. */
export function emptyFieldErrors(fields: Record<string, readonly [value: string, sentence: string]>) {
  const empty = Object.entries(fields).filter(([, [value]]) => value.trim() === '')
  return Object.fromEntries(empty.map(([name, [, sentence]]) => [name, sentence]))
}
