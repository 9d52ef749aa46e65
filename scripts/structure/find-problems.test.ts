import { expect, it } from 'vitest'
import { findProblems } from './find-problems.ts'

const of = (file: string, text: string) => findProblems([{ file, text }])

it.each([
  ['a name that is not kebab-case', 'packages/core/src/syncMeeting.ts', ''],
  ['a file that is too long', 'packages/core/src/a.ts', '\n'.repeat(301)],
  ['a platform word outside of its folder', 'packages/core/src/a.ts', 'const hangoutLink = 1'],
  ['a default export', 'packages/core/src/a.ts', 'export default 1'],
  ['core importing the API', 'packages/core/src/a.ts', "import { x } from '@foyer/api/router'"],
  ['the web importing a value of the API', 'apps/web/src/a.ts', "import { x } from '@foyer/api/router'"],
  ['product code importing the sandbox', 'packages/core/src/a.ts', "import { x } from '@foyer/sandbox/server'"],
])('finds %s', (_name, file, text) => {
  expect(of(file, text)).toHaveLength(1)
})

it.each([
  ['a type of the API in the web', 'apps/web/src/a.ts', "import type { x } from '@foyer/api/router'"],
  ['the sandbox in a test', 'packages/core/src/a.test.ts', "import { x } from '@foyer/sandbox/server'"],
  ['a platform word in its own folder', 'packages/meetings/src/google-meet/mapping.ts', 'const hangoutLink = 1'],
])('allows %s', (_name, file, text) => {
  expect(of(file, text)).toEqual([])
})

it('finds files that import each other', () => {
  const problems = findProblems([
    { file: 'packages/core/src/a.ts', text: "import { b } from './b.ts'" },
    { file: 'packages/core/src/b.ts', text: "import { a } from './a.ts'" },
  ])
  expect(problems).toEqual(['circle: packages/core/src/a.ts -> packages/core/src/b.ts -> packages/core/src/a.ts'])
})
