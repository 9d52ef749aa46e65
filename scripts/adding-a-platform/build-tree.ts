import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

const DOCUMENT = 'docs/adding-a-platform.md'
const FACTS_END = '} as const satisfies Record<string, PlatformFacts>'
const BLOCK = /^```ts (\S+)\n(.*?)^```$/gms

/** The code of the document by the file that it belongs to. */
function readBlocks(text: string): Map<string, string> {
  return new Map([...text.matchAll(BLOCK)].map(([, file = '', code = '']) => [file, code]))
}

/** Copies the project's sources, as they are now, with the packages they need, and does what the document says. */
export function buildTree(root: string, tree: string): void {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root })
  const files = listed
    .toString()
    .split('\0')
    .filter((file) => file && fs.existsSync(path.join(root, file)))
  for (const file of files) {
    fs.mkdirSync(path.dirname(path.join(tree, file)), { recursive: true })
    fs.cpSync(path.join(root, file), path.join(tree, file))
  }
  for (const file of files.filter((one) => path.basename(one) === 'package.json'))
    linkPackages(path.join(root, path.dirname(file)), path.join(tree, path.dirname(file)))
  for (const [file, code] of readBlocks(fs.readFileSync(path.join(root, DOCUMENT), 'utf8')))
    addCode(path.join(tree, file), code)
}

/** Links to what is installed, while our own packages lead to the copy. */
function linkPackages(from: string, to: string): void {
  const installed = path.join(from, 'node_modules')
  if (!fs.existsSync(installed)) return
  const linked = path.join(to, 'node_modules')
  fs.mkdirSync(linked, { recursive: true })
  for (const name of fs.readdirSync(installed)) {
    if (name === '@foyer')
      fs.cpSync(path.join(installed, name), path.join(linked, name), { recursive: true, verbatimSymlinks: true })
    else if (!name.startsWith('.vite')) fs.symlinkSync(path.join(installed, name), path.join(linked, name))
  }
}

/** A new file, or the line that the document adds to the facts. */
function addCode(file: string, code: string): void {
  if (!fs.existsSync(file)) {
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.writeFileSync(file, code)
    return
  }
  const facts = fs.readFileSync(file, 'utf8')
  if (!facts.includes(FACTS_END)) throw new Error(`${file} has no place for another line of facts.`)
  fs.writeFileSync(file, facts.replace(FACTS_END, code + FACTS_END))
}
