import type { TestProject } from 'vitest/node'
import { startBrowser } from './browser.ts'
import { startStack } from './stack.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    appUrl: string
    sandboxOrigin: string
    databaseUrl: string
    webDist: string
    browserEndpoint: string
  }
}

/** One Foyer and one browser for the whole run. What API and worker had to say is shown when a test failed. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [stack, browser] = await Promise.all([startStack(), startBrowser()])
  project.provide('appUrl', stack.appUrl)
  project.provide('sandboxOrigin', stack.sandboxOrigin)
  project.provide('databaseUrl', stack.databaseUrl)
  project.provide('webDist', stack.webDist)
  project.provide('browserEndpoint', browser.wsEndpoint())
  return async () => {
    await browser.close()
    await stack.stop()
    const hasFailed = project.vitest.state.getCountOfFailedTests() > 0
    if (hasFailed) process.stderr.write(`\nWhat API and worker said:\n${stack.log() || '(nothing)'}\n`)
  }
}
