import { spawn } from 'node:child_process'
import { inRoot } from './root.ts'

export interface ToolResult {
  name: string
  ok: boolean
  output: string
  seconds: number
}

/** Runs a tool that came with the dependencies, by its name there, and keeps what it says. */
export function runTool(name: string, command: string, args: string[]): Promise<ToolResult> {
  const startedAt = performance.now()
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: inRoot(), stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const keep = (text: string) => {
      output += text
    }
    child.stdout.setEncoding('utf8').on('data', keep)
    child.stderr.setEncoding('utf8').on('data', keep)
    const end = (ok: boolean) =>
      resolve({ name, ok, output: output.trim(), seconds: (performance.now() - startedAt) / 1000 })
    child.on('error', (error) => {
      output += error.message
      end(false)
    })
    child.on('close', (code) => end(code === 0))
  })
}
