import { execFile } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildTree } from './adding-a-platform/build-tree.ts'
import { ROOT } from './lib/root.ts'

const run = promisify(execFile)
const tree = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-parlour-'))
const LONGEST_MS = 180_000

/** The cluster of this run, on which the tree makes databases of its own. */
const cluster: { url: string } = JSON.parse(process.env.FOYER_TEST_CLUSTER ?? '{"url":""}')

/** What a tool says in the tree, and whether it was content. */
async function inTree(tool: string, args: readonly string[]): Promise<{ isContent: boolean; said: string }> {
  const env = { ...process.env, TEST_DATABASE_URL: cluster.url, NO_COLOR: '1' }
  const file = path.join(tree, 'node_modules', '.bin', tool)
  return run(file, args, { cwd: tree, env, timeout: LONGEST_MS }).then(
    ({ stdout, stderr }) => ({ isContent: true, said: stdout + stderr }),
    (error: { stdout?: string; stderr?: string }) => ({ isContent: false, said: `${error.stdout}${error.stderr}` }),
  )
}

beforeAll(() => buildTree(ROOT, tree))
afterAll(() => fs.rmSync(tree, { recursive: true, force: true }))

it.each([
  ['types of all packages', 'tsc', ['-b', 'apps/api', 'apps/worker', 'apps/web', 'scripts']],
  ['form', 'biome', ['check', 'packages/meetings/src/parlour', 'packages/shared/src/platforms.ts']],
  ['contract and main job', 'vitest', ['run', '--config', 'scripts/adding-a-platform/vitest.config.ts']],
] as const)(
  'describes a platform that fits the %s',
  async (_what, tool, args) => {
    const { isContent, said } = await inTree(tool, args)
    expect(isContent, said).toBe(true)
  },
  LONGEST_MS,
)
