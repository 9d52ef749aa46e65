/** A paragraph of a mail: plain words, or words that lead somewhere. */
export type Paragraph = string | { label: string; href: string }

/** The body as plain text, one empty line between paragraphs. */
export const bodyAsText = (paragraphs: readonly Paragraph[]): string =>
  paragraphs.map((one) => (typeof one === 'string' ? one : `${one.label}:\n${one.href}`)).join('\n\n')

/** The same as a simple page that needs nothing from elsewhere. */
export function bodyAsHtml(paragraphs: readonly Paragraph[]): string {
  const lines = paragraphs.map((one) =>
    typeof one === 'string'
      ? `<p>${escapeHtml(one).replaceAll('\n', '<br>')}</p>`
      : `<p>${escapeHtml(one.label)}:<br><a href="${escapeHtml(one.href)}">${escapeHtml(one.href)}</a></p>`,
  )
  return `<!doctype html><html lang="en"><body style="font-family:sans-serif;line-height:1.5">${lines.join('')}</body></html>`
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
