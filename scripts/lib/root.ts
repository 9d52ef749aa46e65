import path from 'node:path'

/** The folder of the whole project. */
export const ROOT = path.resolve(import.meta.dirname, '../..')

export const inRoot = (...parts: string[]): string => path.join(ROOT, ...parts)
