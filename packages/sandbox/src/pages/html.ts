/** Text that is safe to put into a page as it is. Only `html` and `trusted` make it. */
export class SafeHtml {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

type HtmlPart = SafeHtml | string | number | null | false | undefined | readonly HtmlPart[]

/** Builds HTML; everything interpolated is escaped unless it is SafeHtml. Null, undefined and false become nothing. */
export function html(strings: TemplateStringsArray, ...parts: HtmlPart[]): SafeHtml {
  return new SafeHtml(strings.reduce((built, text, index) => built + render(parts[index - 1]) + text))
}

/** Marks own constant markup, such as a style sheet, as safe. Never for text that came from outside. */
export function trusted(markup: string): SafeHtml {
  return new SafeHtml(markup)
}

function render(part: HtmlPart): string {
  if (part === null || part === undefined || part === false) return ''
  if (part instanceof SafeHtml) return part.text
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part))
  return part.map(render).join('')
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}
