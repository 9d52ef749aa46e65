import { spawnSync } from 'node:child_process'
import { inRoot } from './root.ts'
import { say } from './say.ts'

/** Brings the built web app up to date; what was built from the same files before comes from turbo's cache. */
export function buildWeb(): void {
  say('Building the web app, unless it is built already')
  const built = spawnSync('turbo', ['run', 'build', '--filter=@foyer/web', '--output-logs=errors-only'], {
    cwd: inRoot(),
    encoding: 'utf8',
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', TURBO_NO_UPDATE_NOTIFIER: '1', TURBO_UI: '0' },
  })
  if (built.status !== 0)
    throw new Error(`The web app could not be built: ${built.error?.message ?? built.stdout + built.stderr}`)
}
