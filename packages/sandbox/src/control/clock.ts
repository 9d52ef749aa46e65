/** The sandbox's own time: real time (or the test's) plus an offset that a test can set to skew the vendors. */
export interface SandboxClock {
  now(): Date
  offsetMs(): number
  setOffset(offsetMs: number): void
}

export function createClock(base: () => Date): SandboxClock {
  let offset = 0
  return {
    now: () => new Date(base().getTime() + offset),
    offsetMs: () => offset,
    setOffset: (offsetMs) => {
      offset = offsetMs
    },
  }
}
