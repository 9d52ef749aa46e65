import fs from 'node:fs'
import path from 'node:path'

export interface SourceFile {
  /** From the root, with forward slashes. */
  file: string
  text: string
}

const FOLDERS = ['apps', 'packages', 'scripts', 'tests', 'bench']
const LEFT_OUT = new Set(['node_modules', '.types', 'dist', 'migrations'])

/** Every TypeScript file of the project. */
export function listSourceFiles(root: string): SourceFile[] {
  const found: SourceFile[] = []
  const walk = (folder: string) => {
    for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
      const place = path.join(folder, entry.name)
      if (entry.isDirectory()) {
        if (!LEFT_OUT.has(entry.name)) walk(place)
      } else if (/\.tsx?$/.test(entry.name)) {
        found.push({ file: path.relative(root, place).replaceAll(path.sep, '/'), text: fs.readFileSync(place, 'utf8') })
      }
    }
  }
  for (const folder of FOLDERS) if (fs.existsSync(path.join(root, folder))) walk(path.join(root, folder))
  return found
}
