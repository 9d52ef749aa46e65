import fs from 'node:fs'
import { coreVariables } from '@foyer/core/environment'
import { expect, it } from 'vitest'
import { inRoot, ROOT } from './lib/root.ts'
import { listSourceFiles } from './structure/source-files.ts'

/** Set by one of our processes for another, or by the machine; nobody writes them into a file. */
const INTERNAL = new Set(['CRASH_POINT', 'FOYER_API_ORIGIN', 'PATH'])

const find = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name = '']) => name)

/** What a file reads: `process.env.NAME` anywhere, and the schema keys of an environment file. */
function variablesOf({ file, text }: { file: string; text: string }): string[] {
  const direct = find(text, /process\.env\.([A-Z][A-Z_]+)/g)
  const isEnvironment = /^apps\/[^/]+\/src\/env\.ts$/.test(file)
  return isEnvironment ? [...direct, ...find(text, /^ {2}([A-Z][A-Z_]+): /gm)] : direct
}

it('documents exactly the variables that are read', () => {
  const sources = [
    ...listSourceFiles(ROOT).filter(({ file }) => !file.endsWith('.test.ts')),
    { file: 'scripts/boot.mjs', text: fs.readFileSync(inRoot('scripts/boot.mjs'), 'utf8') },
  ]
  const compose = find(fs.readFileSync(inRoot('docker-compose.yml'), 'utf8'), /\$\{([A-Z_]+)/g)
  const read = new Set(
    [...Object.keys(coreVariables), ...sources.flatMap(variablesOf), ...compose].filter((name) => !INTERNAL.has(name)),
  )
  const documented = find(fs.readFileSync(inRoot('.env.example'), 'utf8'), /^([A-Z_]+)=/gm)
  expect(documented.sort()).toEqual([...read].sort())
})
