/** A mail as it arrived. */
export interface Mail {
  id: string
  receivedAt: string
  /** Addresses of the SMTP envelope, lower case: who it was really sent to. */
  envelope: { from: string | null; to: string[] }
  messageId: string | null
  from: string
  to: string[]
  subject: string
  text: string | null
  html: string | null
  attachments: MailAttachment[]
}

export interface MailAttachment {
  filename: string
  mimeType: string
  size: number
  /** The content of text parts, such as calendar files; null for anything else. */
  text: string | null
  contentBase64: string
}

export interface MailFilter {
  /** Recipient in the envelope. */
  to?: string | undefined
  /** Part of the subject. */
  subject?: string | undefined
}

/** The mails that arrived, newest last; only the newest 500 are kept. */
export interface MailStore {
  add(mail: Omit<Mail, 'id'>): Mail
  list(filter?: MailFilter): Mail[]
  find(id: string): Mail | null
  clear(): void
  /** The first mail that fits, waiting for it to arrive. Rejects after the given time. */
  waitFor(filter: MailFilter, timeoutMs?: number): Promise<Mail>
}

const MOST_MAILS_KEPT = 500

export function createMailStore(saved: Mail[], onArrival: () => void): MailStore {
  let mails = saved
  let lastId = Number(saved.at(-1)?.id ?? 0)
  const watchers = new Set<(mail: Mail) => void>()

  const list = (filter: MailFilter = {}): Mail[] => mails.filter((mail) => isWanted(mail, filter))

  return {
    add(mail) {
      lastId += 1
      const added = { id: String(lastId), ...mail }
      mails = [...mails, added].slice(-MOST_MAILS_KEPT)
      for (const watch of watchers) watch(added)
      onArrival()
      return added
    },
    list,
    find: (id) => mails.find((mail) => mail.id === id) ?? null,
    clear() {
      mails = []
    },
    waitFor(filter, timeoutMs = 5000) {
      const here = list(filter)[0]
      if (here) return Promise.resolve(here)
      return new Promise((resolve, reject) => {
        const watch = (mail: Mail) => {
          if (!isWanted(mail, filter)) return
          watchers.delete(watch)
          clearTimeout(timer)
          resolve(mail)
        }
        const timer = setTimeout(() => {
          watchers.delete(watch)
          reject(new Error(`no mail fits ${JSON.stringify(filter)} after ${timeoutMs} ms`))
        }, timeoutMs)
        watchers.add(watch)
      })
    },
  }
}

function isWanted(mail: Mail, { to, subject }: MailFilter): boolean {
  return (
    (to === undefined || mail.envelope.to.includes(to.toLowerCase())) &&
    (subject === undefined || mail.subject.includes(subject))
  )
}
