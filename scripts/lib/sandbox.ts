import path from 'node:path'
import * as z from 'zod'
import { type Child, keepRunning } from './children.ts'
import { isPortFree } from './ports.ts'
import { inRoot } from './root.ts'
import { say } from './say.ts'

const announcementSchema = z.object({ origin: z.string(), smtpUrl: z.string() })

export interface RunningSandbox extends z.infer<typeof announcementSchema> {
  child: Child
}

/** Starts the stand-ins for the platforms, with a mailbox; what they hold survives a restart. */
export async function startSandboxProcess(home: string, wantedPort: number): Promise<RunningSandbox> {
  say('Starting the sandbox platforms and the mailbox')
  const port = (await isPortFree(wantedPort)) ? wantedPort : 0
  return new Promise((resolve) => {
    let said = ''
    const child = keepRunning('The sandbox', {
      args: [inRoot('packages/sandbox/src/main.ts')],
      env: { ...process.env, SANDBOX_PORT: String(port), SANDBOX_STATE: path.join(home, 'sandbox.json') },
      onOutput: (text) => {
        said += text
        const line = said.split('\n').find((candidate) => candidate.startsWith('{'))
        if (line) resolve({ ...announcementSchema.parse(JSON.parse(line)), child })
      },
    })
  })
}
