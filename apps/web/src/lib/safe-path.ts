/**
 * The path if it leads to a page of ours, else the fallback. An address bar can hold anything: other origins,
 * `//host`, backslashes that browsers read as slashes, and control characters are all refused.
 */
export function safePath(path: unknown, fallback: string): string {
  if (typeof path !== 'string' || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(path)) return fallback
  try {
    const url = new URL(path, 'https://foyer.invalid')
    return url.origin === 'https://foyer.invalid' ? `${url.pathname}${url.search}${url.hash}` : fallback
  } catch {
    return fallback
  }
}
