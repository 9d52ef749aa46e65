import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'

const BUILD_MS = 120_000
const WEB = path.resolve(import.meta.dirname, '../../../apps/web')

/** Builds the web app into a folder of its own, so that no other build changes it under a running test. */
export async function buildWeb(folder: string): Promise<void> {
  const vite = path.join(WEB, 'node_modules/vite/bin/vite.js')
  const args = [vite, 'build', '--outDir', folder, '--emptyOutDir', '--logLevel', 'warn']
  // Vitest says NODE_ENV=test, with which the development build of React would be taken.
  const env = { ...process.env, NODE_ENV: 'production' }
  await promisify(execFile)(process.execPath, args, { cwd: WEB, env, timeout: BUILD_MS })
}
