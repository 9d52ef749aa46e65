import fs from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

const root = path.join(import.meta.dirname, '..')
const FAULTS = 'packages/core/src/faults'

/** Every test that the table of faults points to: its file, and its name as it is written there. */
function pointers(): { file: string; name: string }[] {
  const page = fs.readFileSync(path.join(root, 'docs/reliability.md'), 'utf8')
  return [...page.matchAll(/\]\(\.\.\/([\w./-]+\.test\.ts)\) “([^”]+)”/g)].map(([, file = '', name = '']) => ({
    file,
    name,
  }))
}

it('the table of faults names tests that are there', () => {
  expect(pointers().length).toBeGreaterThan(50)
  const missing = pointers().filter(({ file, name }) => {
    const found = path.join(root, file)
    return (
      !fs.existsSync(found) ||
      !["'", '"', '`'].some((mark) => fs.readFileSync(found, 'utf8').includes(mark + name + mark))
    )
  })
  expect(missing).toEqual([])
})

it('the table of faults leaves no file of fault tests out', () => {
  const named = new Set(pointers().map(({ file }) => file))
  const files = fs.readdirSync(path.join(root, FAULTS)).filter((name) => name.endsWith('.test.ts'))
  expect(files.map((name) => `${FAULTS}/${name}`).filter((file) => !named.has(file))).toEqual([])
})
