/** The cookies of one person, as a browser would keep them for one origin. */
export class CookieJar {
  readonly #cookies = new Map<string, string>()

  get header(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  /** Takes over what an answer sets; an emptied cookie is gone. */
  take(answer: Response): void {
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (!name) continue
      if (value) this.#cookies.set(name, value)
      else this.#cookies.delete(name)
    }
  }

  /** For a browser context that visits `url`. */
  forBrowser(url: string): { name: string; value: string; url: string }[] {
    return [...this.#cookies].map(([name, value]) => ({ name, value, url }))
  }
}
