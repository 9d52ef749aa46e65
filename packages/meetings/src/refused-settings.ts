import { type MeetingSpec, PlatformError } from './platform.ts'

/**
 * A write that the platform refuses for good is sent once more without the settings: a plan or a rule of the
 * organisation may forbid one of them, and a link without it is better than none. What is missing shows when it is read.
 */
export async function withoutWhatIsRefused<T>(spec: MeetingSpec, write: (spec: MeetingSpec) => Promise<T>): Promise<T> {
  try {
    return await write(spec)
  } catch (error) {
    const isRefused = error instanceof PlatformError && REFUSALS.includes(error.failure.kind)
    if (!isRefused || Object.keys(spec.settings).length === 0) throw error
    return write({ ...spec, settings: {} })
  }
}

const REFUSALS: readonly string[] = ['rejected', 'not_allowed']
