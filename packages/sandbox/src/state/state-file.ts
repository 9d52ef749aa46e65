import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import type { GoogleState } from '../google/world.ts'
import type { Mail } from '../mailbox/mail-store.ts'
import type { MicrosoftState } from '../microsoft/world.ts'
import type { ZoomState } from '../zoom/world.ts'
import { parseMapJson, toMapJson } from './map-json.ts'

/** Raised whenever what is kept changes its shape; a file of another version is not read. */
const VERSION = 2
/** A burst of changes becomes one write. */
const PAUSE_MS = 200

/** What the sandbox remembers over a restart. */
export interface SavedState {
  google: GoogleState
  zoom: ZoomState
  microsoft: MicrosoftState
  mails: Mail[]
}

/** Keeps a file at the newest state. */
export interface StateKeeper {
  /** Something may have changed. */
  touch(): void
  /** The last write. */
  close(): void
}

const byName = z.map(z.string(), z.looseObject({}))
const savedFile = z.object({
  version: z.literal(VERSION),
  google: z.looseObject({
    accounts: byName,
    clients: byName,
    codes: byName,
    accessTokens: byName,
    refreshTokens: byName,
    calendars: z.map(z.string(), byName),
    conferenceModes: byName,
    revision: z.number(),
  }),
  zoom: z.looseObject({
    accounts: byName,
    apps: byName,
    codes: byName,
    accessTokens: byName,
    refreshTokens: byName,
    meetings: byName,
    dailyWrites: z.map(z.string(), z.number()),
  }),
  microsoft: z.looseObject({
    accounts: byName,
    apps: byName,
    codes: byName,
    accessTokens: byName,
    refreshTokens: byName,
    meetings: byName,
  }),
  mails: z.array(z.looseObject({ id: z.string() })),
})

/** What the file holds; null when there is none. One that cannot be read is put aside, not deleted, and `say` hears of it. */
export function loadState(file: string, say: (message: string) => void): SavedState | null {
  if (!fs.existsSync(file)) return null
  try {
    return ownWriting(savedFile.parse(parseMapJson(fs.readFileSync(file, 'utf8'))))
  } catch (error) {
    const aside = `${file}.unreadable`
    const reason = error instanceof z.ZodError ? 'it is of another version or damaged' : String(error)
    say(`starting afresh, because ${file} cannot be read (${reason})`)
    fs.renameSync(file, aside)
    return null
  }
}

/** The version and the outline were checked; the rest is what `keepState` wrote, so it has the type it had then. */
function ownWriting({ google, zoom, microsoft, mails }: z.output<typeof savedFile>): SavedState {
  return { google, zoom, microsoft, mails } as unknown as SavedState
}

/** Saves `snapshot()` soon after every touch when it has changed. A reader sees the old file or the new one, never half. */
export function keepState(file: string, snapshot: () => SavedState): StateKeeper {
  fs.mkdirSync(path.dirname(file), { recursive: true })
  let timer: NodeJS.Timeout | undefined
  let written = ''
  const save = () => {
    timer = undefined
    const text = toMapJson({ version: VERSION, ...snapshot() })
    if (text === written) return
    const next = `${file}.${process.pid}.tmp`
    // Tokens are in it. They open nothing real, but the habit is worth keeping.
    fs.writeFileSync(next, text, { mode: 0o600 })
    fs.renameSync(next, file)
    written = text
  }
  return {
    touch() {
      timer ??= setTimeout(save, PAUSE_MS).unref()
    },
    close() {
      clearTimeout(timer)
      save()
    },
  }
}
