import { html, type SafeHtml, trusted } from './html.ts'
import { STYLE } from './style.ts'

/**
 * Sent with every page: nothing is loaded from anywhere and no script runs. `form-action` is left open, because
 * browsers apply it to the redirect that follows a form too, and the consent form leads back to the app.
 */
export const PAGE_SECURITY_HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
} as const

/** A whole page of the sandbox with its standing notice that no real vendor is involved. */
export function page(title: string, main: SafeHtml): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Local sandbox</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
<header><a class="mark" href="/">Local sandbox</a><span>a stand-in on this machine, for trying things out</span></header>
<main>${main}</main>
</body>
</html>
`.text
}
