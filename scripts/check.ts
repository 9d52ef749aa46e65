import { inRoot } from './lib/root.ts'
import { runTool } from './lib/run-tool.ts'

// Types are checked first: the type-aware linter reads what that leaves behind.
const results = [await runTool('types', 'tsc', ['-b'])]
results.push(
  ...(await Promise.all([
    runTool('format and lint', 'biome', ['ci', '--error-on-warnings']),
    runTool('typed lint', 'oxlint', ['--type-aware', '--deny-warnings']),
    runTool('structure', process.execPath, [inRoot('scripts/structure.ts')]),
    runTool('dead code', 'knip', ['--no-progress']),
  ])),
)
for (const { name, ok, output, seconds } of results) {
  process.stdout.write(`${ok ? 'ok  ' : 'FAIL'} ${name} (${seconds.toFixed(1)} s)\n`)
  if (!ok) process.stdout.write(`${output}\n\n`)
}
const failed = results.filter(({ ok }) => !ok)
process.stdout.write(failed.length === 0 ? 'Clean.\n' : `Not clean: ${failed.map(({ name }) => name).join(', ')}.\n`)
process.exit(failed.length === 0 ? 0 : 1)
