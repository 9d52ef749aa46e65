/**
 * Whether an operation name such as `google.events.insert` is meant by a pattern.
 * A pattern is the name itself, or holds `*` for any run of characters: `google.events.*`, `*.insert`, `*`.
 */
export function matchesOperation(pattern: string, operation: string): boolean {
  const parts = pattern.split('*')
  if (parts.length === 1) return pattern === operation
  const first = parts[0] ?? ''
  const last = parts.at(-1) ?? ''
  if (operation.length < first.length + last.length) return false
  if (!operation.startsWith(first) || !operation.endsWith(last)) return false
  const end = operation.length - last.length
  let position = first.length
  for (const part of parts.slice(1, -1)) {
    const found = operation.indexOf(part, position)
    if (found < 0 || found + part.length > end) return false
    position = found + part.length
  }
  return true
}
