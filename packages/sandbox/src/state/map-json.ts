/** JSON that keeps every Map, as `{"$map": [[key, value], ...]}`. */
export function toMapJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (part instanceof Map ? { $map: [...part] } : part))
}

/** What `toMapJson` wrote. Throws a SyntaxError when it is no JSON, and a TypeError for a map that is none. */
export function parseMapJson(text: string): unknown {
  return JSON.parse(text, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && '$map' in part ? new Map(part.$map as [unknown, unknown][]) : part,
  )
}
