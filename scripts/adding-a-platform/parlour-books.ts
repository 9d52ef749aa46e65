import { randomUUID } from 'node:crypto'

export interface ParlourRoom {
  key: string
  title: string
  note: string
  guests: string[]
  starts_at: string
  ends_at: string
  url: string
}

/** How Parlour says no. */
export class Refusal extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string) {
    super(code)
    this.status = status
    this.code = code
  }
}

interface Permission {
  scope: string
  challenge: string
  refresh: string
  /** The access tokens that work. */
  access: Set<string>
}

/** What Parlour remembers. */
export function createBooks() {
  const account = { email: 'robin@parlour.example', allowed: null as string | null }
  const codes = new Map<string, Permission>()
  const permissions = new Map<string, Permission>()
  const rooms = new Map<string, ParlourRoom>()
  const removed = new Set<string>()

  function issue(permission: Permission) {
    const access = randomUUID()
    permission.access.add(access)
    permissions.set(permission.refresh, permission)
    return { access_token: access, refresh_token: permission.refresh, expires_in: 3600, scope: permission.scope }
  }

  const books = {
    account,
    rooms,
    /** Gives what is asked for, or what the account allows, and says where the browser goes next. */
    consent({ searchParams: asked }: URL): string {
      const code = randomUUID()
      const scope = account.allowed ?? asked.get('scope') ?? ''
      const challenge = asked.get('code_challenge') ?? ''
      codes.set(code, { scope, challenge, refresh: randomUUID(), access: new Set() })
      const next = new URL(asked.get('redirect_uri') ?? '')
      next.search = new URLSearchParams({ code, state: asked.get('state') ?? '' }).toString()
      return next.href
    },
    exchange(form: URLSearchParams, challenge: string) {
      const code = form.get('code') ?? ''
      const permission = codes.get(code)
      codes.delete(code)
      if (permission?.challenge !== challenge) throw new Refusal(400, 'invalid_grant')
      return issue(permission)
    },
    refresh(token: string) {
      const permission = permissions.get(token)
      if (!permission) throw new Refusal(400, 'invalid_grant')
      return issue(permission)
    },
    endPermission: (token: string) => void permissions.delete(token),
    endAllPermissions: () => permissions.clear(),
    expireAccess() {
      for (const { access } of permissions.values()) access.clear()
    },
    requireAccount(authorization: string, call: string): string {
      const token = authorization.replace('Bearer ', '')
      const permission = [...permissions.values()].find(({ access }) => access.has(token))
      if (!permission) throw new Refusal(401, 'token_expired')
      if (call !== 'account' && !permission.scope.includes('rooms:write')) throw new Refusal(403, 'scope_missing')
      return account.email
    },
    create(room: Partial<ParlourRoom>): ParlourRoom {
      const { key = '', title = '', note = '', guests = [], starts_at = '', ends_at = '' } = room
      if (removed.has(key)) throw new Refusal(410, 'key_used')
      if (rooms.has(key)) throw new Refusal(409, 'key_taken')
      const made = { key, title, note, guests, starts_at, ends_at, url: `https://parlour.example/${randomUUID()}` }
      rooms.set(key, made)
      return made
    },
    room(key: string): ParlourRoom {
      const room = rooms.get(key)
      if (!room) throw removed.has(key) ? new Refusal(410, 'key_used') : new Refusal(404, 'unknown_room')
      return room
    },
    remove(key: string): void {
      books.room(key)
      rooms.delete(key)
      removed.add(key)
    },
    list: (endsAfter: string | null, startsBefore: string | null): ParlourRoom[] =>
      [...rooms.values()]
        .filter(({ starts_at, ends_at }) => ends_at > (endsAfter ?? '') && starts_at < (startsBefore ?? '9'))
        .sort((one, other) => one.starts_at.localeCompare(other.starts_at)),
    clear() {
      account.allowed = null
      for (const book of [codes, permissions, rooms]) book.clear()
      removed.clear()
    },
  }
  return books
}
