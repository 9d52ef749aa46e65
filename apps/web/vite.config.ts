import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, type HtmlTagDescriptor, type Plugin } from 'vite'

/** Where the API answers while the screens are served by Vite. */
const api = process.env.FOYER_API_ORIGIN ?? 'http://localhost:3000'

/** What is no screen of ours. */
const API_PATHS = ['/api', '/s/', '/calendar/', '^/sessions/[^/]+\\.ics$', '^/(healthz|readyz|metrics)$']

const PRELOADED = [/fraunces-latin-opsz-normal.*\.woff2$/, /figtree-latin-wght-normal.*\.woff2$/]

/** Asks for the two fonts of the first screen before the stylesheet is read. Built pages only: there the names are known. */
function preloadFonts(): Plugin {
  return {
    name: 'foyer-preload-fonts',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle }): HtmlTagDescriptor[] {
        const files = Object.keys(bundle ?? {})
        return PRELOADED.map((font) => {
          const file = files.find((name) => font.test(name))
          if (!file) this.error(`no font like ${font} in the bundle: has styles.css changed?`)
          const attrs = { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: '', href: `/${file}` }
          return { tag: 'link', attrs, injectTo: 'head-prepend' }
        })
      },
    },
  }
}

export default defineConfig({
  plugins: [react(), tailwindcss(), preloadFonts()],
  build: {
    // The content security policy allows no data: addresses, so nothing is inlined.
    assetsInlineLimit: 0,
    target: ['chrome123', 'firefox120', 'safari17.5'],
  },
  server: {
    port: 5173,
    proxy: Object.fromEntries(API_PATHS.map((path) => [path, api])),
  },
})
