import path from 'node:path'
import type { SourceFile } from './source-files.ts'

/** Which of our packages each may import at run time; `type` also allows `import type`. */
const MAY_IMPORT: Record<string, { run: string[]; type?: string[]; test?: string[] }> = {
  shared: { run: [] },
  db: { run: ['shared'] },
  meetings: { run: ['shared'], test: ['sandbox'] },
  sandbox: { run: [] },
  core: { run: ['db', 'meetings', 'shared'], test: ['sandbox'] },
  api: { run: ['core', 'shared'], test: ['db', 'sandbox'] },
  worker: { run: ['core', 'shared'], test: ['db', 'sandbox'] },
  web: { run: ['shared'], type: ['api'] },
}

/** Words that have a better one in this project; a platform's own words live in its `mapping.ts`. */
const FORBIDDEN = /\b(hangoutLink|joinWebUrl|meetLink|meet_link|canceled|therapistId|studentId|tenantId)\b/
/** Where the companies' own words are spoken. */
const VENDOR_PLACES = /^(packages\/(meetings\/src\/[^/]+|sandbox)\/|scripts\/chaos\/vendors\.ts$)/
const MOST_LINES = 300
const IMPORT = /^(?:import|export)\s+(type\s)?[^'"]*?from\s+'([^']+)'/gm

/** Supporting files of tests may import what tests may. */
const isTest = (file: string) => /\.test\.tsx?$|\/testing\/|harness\.ts$|\/contract[^/]*\.ts$/.test(file)

/** One line for each file that is out of place: names, sizes, words, imports, circles. */
export function findProblems(files: SourceFile[]): string[] {
  return [...files.flatMap((source) => problemsOf(source)), ...findCircles(files)]
}

function problemsOf({ file, text }: SourceFile): string[] {
  const problems: string[] = []
  const name = path.posix.basename(file)
  if (!/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*\.tsx?$/.test(name)) problems.push(`${file}: name it in kebab-case`)
  const lines = text.split('\n').length - 1
  if (lines > MOST_LINES) problems.push(`${file}: ${lines} lines; split what is longer than ${MOST_LINES}`)
  const word =
    isTest(file) || VENDOR_PLACES.test(file) || file.startsWith('scripts/structure/') ? null : FORBIDDEN.exec(text)
  if (word) problems.push(`${file}: the word "${word[0]}" has another name here, see the words in docs/design.md`)
  if (/^export default/m.test(text) && !/(config|global-setup)\.ts$/.test(name))
    problems.push(`${file}: export by name`)
  return [...problems, ...importProblems(file, text)]
}

function importProblems(file: string, text: string): string[] {
  const [, area, home] = /^(apps|packages)\/([^/]+)\//.exec(file) ?? []
  const rule = area && home ? MAY_IMPORT[home] : undefined
  if (!rule || !home) return []
  const problems: string[] = []
  for (const [, isType, from = ''] of text.matchAll(IMPORT)) {
    const target = /^@foyer\/([^/]+)/.exec(from)?.[1]
    if (!target || target === home || rule.run.includes(target)) continue
    if (isType && rule.type?.includes(target)) continue
    if (isTest(file) && rule.test?.includes(target)) continue
    problems.push(`${file}: ${home} may not import ${target}`)
  }
  return problems
}

/** Files that import each other in a circle, by relative imports that exist at run time. */
function findCircles(files: SourceFile[]): string[] {
  const graph = new Map(files.map(({ file, text }) => [file, relativeImports(file, text)]))
  const done = new Set<string>()
  const problems: string[] = []
  const visit = (file: string, trail: string[]) => {
    if (trail.includes(file)) {
      problems.push(`circle: ${[...trail.slice(trail.indexOf(file)), file].join(' -> ')}`)
      return
    }
    if (done.has(file)) return
    for (const next of graph.get(file) ?? []) visit(next, [...trail, file])
    done.add(file)
  }
  for (const file of graph.keys()) visit(file, [])
  return problems
}

function relativeImports(file: string, text: string): string[] {
  return [...text.matchAll(IMPORT)].flatMap(([, isType, from = '']) =>
    !isType && from.startsWith('.') ? [path.posix.join(path.posix.dirname(file), from)] : [],
  )
}
