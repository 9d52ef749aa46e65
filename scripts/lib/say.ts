const startedAt = performance.now()

/** Tells on standard error what is going on, so that standard output stays for results. */
export function say(message: string): void {
  process.stderr.write(`[foyer ${((performance.now() - startedAt) / 1000).toFixed(1)}s] ${message}\n`)
}

/** Ends the program with one clear line. */
export function fail(message: string): never {
  process.stderr.write(`\n${message}\n`)
  process.exit(1)
}
