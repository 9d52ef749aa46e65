import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { nativeFolder } from './binaries.ts'

const NOBODY = 65534

/** How PostgreSQL, which refuses to run as root, is run here, and where its files are. */
export interface RunPlan {
  mode: 'direct' | 'nobody' | 'namespace' | 'copy'
  native: string
  dataDir: string
  /** The owner of the data folder and of the process; undefined: whoever we are. */
  owner: { uid: number; gid: number } | undefined
  command(binary: string, args: string[]): [string, string[]]
}

const works = (command: string, args: string[], options: { uid?: number; gid?: number } = {}): boolean => {
  const result = spawnSync(command, args, { ...options, cwd: '/', stdio: 'ignore' })
  return result.error === undefined && result.status === 0
}

/**
 * Chooses: a normal user runs it directly. Root runs it as nobody where nobody can reach the files, else in a user
 * namespace (files stay root's), else as nobody on a copy outside of root's closed home.
 */
export function planRun(wantedDataDir: string): RunPlan {
  const native = nativeFolder()
  const dataDir = path.resolve(wantedDataDir)
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const binaryIn = (folder: string, name: string) => path.join(folder, 'bin', name + suffix)
  const plain =
    (folder: string): RunPlan['command'] =>
    (name, args) => [binaryIn(folder, name), args]
  if (process.getuid?.() !== 0) return { mode: 'direct', native, dataDir, owner: undefined, command: plain(native) }

  const owner = { uid: NOBODY, gid: NOBODY }
  const parent = path.dirname(dataDir)
  fs.mkdirSync(parent, { recursive: true })
  if (works(binaryIn(native, 'postgres'), ['--version'], owner) && works('test', ['-x', parent], owner))
    return { mode: 'nobody', native, dataDir, owner, command: plain(native) }

  if (works('unshare', ['--user', binaryIn(native, 'postgres'), '--version']))
    return {
      mode: 'namespace',
      native,
      dataDir,
      owner: undefined,
      command: (name, args) => ['unshare', ['--user', binaryIn(native, name), ...args]],
    }

  const base = path.join(os.tmpdir(), `foyer-postgres-${Buffer.from(dataDir).toString('base64url').slice(-40)}`)
  const copy = path.join(base, 'native')
  if (!fs.existsSync(binaryIn(copy, 'postgres'))) fs.cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  return { mode: 'copy', native: copy, dataDir: path.join(base, 'data'), owner, command: plain(copy) }
}
