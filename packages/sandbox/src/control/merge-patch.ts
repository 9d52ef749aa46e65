/** A JSON object whose content is not known yet. */
export type JsonObject = { [name: string]: unknown }

/** PATCH semantics of Google's APIs: objects are merged, arrays and values replaced, null removes. */
export function mergePatch(target: JsonObject, patch: JsonObject): JsonObject {
  const merged = { ...target }
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete merged[name]
    else if (isJsonObject(value)) merged[name] = mergePatch(objectOrEmpty(merged[name]), value)
    else merged[name] = value
  }
  return merged
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function objectOrEmpty(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {}
}
