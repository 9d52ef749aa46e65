import { formatClockSeconds } from '../../lib/time.ts'
import { useNow } from '../../lib/use-now.ts'
import { useReader } from '../../ui/reader.ts'

/** "Next try 14:08:30, in 12 s". It ticks, so it stands outside of what is read aloud. */
export function NextTry({ at }: { at: string }) {
  const reader = useReader()
  const now = useNow(1000)
  const seconds = Math.ceil((Date.parse(at) - now.getTime()) / 1000)
  if (seconds <= 0) return <>Trying again now.</>
  const left = seconds < 100 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`
  return (
    <>
      Next try <time dateTime={at}>{formatClockSeconds(at, reader)}</time>, in {left}.
    </>
  )
}
