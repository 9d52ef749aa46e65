import { ROOT } from './lib/root.ts'
import { findProblems } from './structure/find-problems.ts'
import { listSourceFiles } from './structure/source-files.ts'

const problems = findProblems(listSourceFiles(ROOT))
for (const problem of problems) process.stdout.write(`${problem}\n`)
process.exit(problems.length === 0 ? 0 : 1)
