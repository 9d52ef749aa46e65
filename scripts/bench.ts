import { spawnSync } from 'node:child_process'
import { inRoot } from './lib/root.ts'

const { status } = spawnSync(process.execPath, [inRoot('bench/main.ts')], { stdio: 'inherit' })
process.exit(status ?? 1)
