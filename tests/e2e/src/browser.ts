import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { type BrowserServer, chromium } from 'playwright-core'
import { unpackChromium } from './chromium-files.ts'

const LAUNCH_MS = 30_000
const VERSION_MS = 20_000
const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

interface Candidate {
  executable: string
  /** Folder of shared libraries that the machine lacks. */
  libraries?: string | undefined
}

/** A browser that test files connect to by its `wsEndpoint()`. Throws one clear line when none can run here. */
export async function startBrowser(): Promise<BrowserServer> {
  const { executable, libraries } = await findChromium()
  return chromium.launchServer({
    executablePath: executable,
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
    env: { ...process.env, ...(libraries && { LD_LIBRARY_PATH: libraries }) },
    timeout: LAUNCH_MS,
  })
}

/** `FOYER_CHROMIUM`, or the one that comes with the dependencies, or one that is installed. */
async function findChromium(): Promise<Candidate> {
  const named = process.env.FOYER_CHROMIUM
  if (named) {
    const failure = failureOf({ executable: named })
    if (failure) throw new Error(`FOYER_CHROMIUM names ${named}, which does not run: ${failure}`)
    return { executable: named }
  }
  const problems: string[] = []
  const files = await unpackChromium()
  if (files) {
    const failure = failureOf(files)
    if (!failure) return files
    problems.push(failure)
    const withLibraries = { executable: files.executable, libraries: files.unpackLibraries() }
    const second = failureOf(withLibraries)
    if (!second) return withLibraries
    problems.push(second)
  }
  for (const executable of INSTALLED.filter((place) => existsSync(place))) {
    const failure = failureOf({ executable })
    if (!failure) return { executable }
    problems.push(failure)
  }
  const seen = problems.length > 0 ? ` Tried: ${problems.join('; ')}.` : ''
  throw new Error(`No Chromium runs here. Install one (apt-get install chromium) or set FOYER_CHROMIUM.${seen}`)
}

/** Why it cannot run, in one line; null when it can. */
function failureOf({ executable, libraries }: Candidate): string | null {
  const env = { ...process.env, ...(libraries && { LD_LIBRARY_PATH: libraries }) }
  const ran = spawnSync(executable, ['--version'], { env, timeout: VERSION_MS, encoding: 'utf8' })
  if (ran.status === 0) return null
  return ran.error?.message ?? `${executable}: ${ran.stderr.trim().split('\n')[0] ?? `ended with ${ran.status}`}`
}
