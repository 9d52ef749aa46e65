export type Theme = 'system' | 'light' | 'dark'

const KEY = 'foyer-theme'

/** The theme the reader chose on this device; "system" if none, or if storage is closed to us. */
export function storedTheme(): Theme {
  try {
    const stored = localStorage.getItem(KEY)
    return stored === 'light' || stored === 'dark' ? stored : 'system'
  } catch {
    return 'system'
  }
}

/** Puts a theme on the page. Call once before the first render, so that nothing flashes. */
export function showTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}

/** Shows a theme and keeps it for the next visit where storage allows. */
export function chooseTheme(theme: Theme): void {
  showTheme(theme)
  try {
    if (theme === 'system') localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, theme)
  } catch {
    // Private windows may refuse storage; the choice then lasts as long as the page.
  }
}
