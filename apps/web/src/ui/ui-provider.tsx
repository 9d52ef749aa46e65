import { type ReactNode, useMemo } from 'react'
import { I18nProvider, RouterProvider } from 'react-aria-components'
import { ReaderContext } from './reader.ts'
import { ToastRegion } from './toast-region.tsx'

/**
 * Wraps the whole app once. `navigate` makes every link of ours client-side; `preload` is called with the
 * address when a link is pointed at; `timeZone` is the signed-in person's, or the browser's.
 */
export function UiProvider(props: {
  navigate: (href: string) => void
  preload?: ((href: string) => void) | undefined
  locale?: string | undefined
  timeZone?: string | undefined
  children: ReactNode
}) {
  const { navigate, preload, locale = 'en-GB', children } = props
  const timeZone = props.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
  const reader = useMemo(() => ({ locale, timeZone, preload }), [locale, timeZone, preload])
  return (
    <RouterProvider navigate={navigate}>
      <I18nProvider locale={locale}>
        <ReaderContext value={reader}>
          {children}
          <ToastRegion />
        </ReaderContext>
      </I18nProvider>
    </RouterProvider>
  )
}
