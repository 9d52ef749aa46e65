import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { inRoot } from './root.ts'
import { say } from './say.ts'

const INPUTS = [
  'apps/web/src',
  'apps/web/index.html',
  'apps/web/vite.config.ts',
  'apps/web/public',
  'packages/shared/src',
  'pnpm-lock.yaml',
]
const DIST = inRoot('apps/web/dist')

/** Builds the web app unless what it is made of is unchanged since the last time. */
export function buildWeb(): void {
  const stamp = path.join(DIST, '.built-from')
  const wanted = fingerprint()
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) return
  say('Building the web app')
  const vite = inRoot('apps/web/node_modules/vite/bin/vite.js')
  const built = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: inRoot('apps/web'),
    stdio: ['ignore', 2, 2],
  })
  if (built.status !== 0) throw new Error('The web app could not be built.')
  fs.writeFileSync(stamp, wanted)
}

function fingerprint(): string {
  const hash = createHash('sha256')
  for (const input of INPUTS) addTo(hash, inRoot(input))
  return hash.digest('hex')
}

function addTo(hash: ReturnType<typeof createHash>, place: string): void {
  if (!fs.existsSync(place)) return
  if (fs.statSync(place).isDirectory()) {
    for (const name of fs.readdirSync(place).sort()) addTo(hash, path.join(place, name))
    return
  }
  hash.update(place).update(fs.readFileSync(place))
}
