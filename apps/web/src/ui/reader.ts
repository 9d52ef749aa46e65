import { createContext, useContext } from 'react'
import type { Reader } from '../lib/intl.ts'

type ReaderValue = Reader & { preload?: ((href: string) => void) | undefined }

/** Filled by UiProvider. */
export const ReaderContext = createContext<ReaderValue>({
  locale: 'en-GB',
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
})

/** Who reads the page: the locale and zone that every time is written for. */
export function useReader(): ReaderValue {
  return useContext(ReaderContext)
}
