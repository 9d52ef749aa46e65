import type { IncomingHttpHeaders } from 'node:http'

/** A call as a vendor sees it; the body is the raw text, because each vendor has its own complaint about bad input. */
export interface VendorRequest {
  method: string
  path: string
  params: Readonly<Record<string, string>>
  query: URLSearchParams
  headers: IncomingHttpHeaders
  body: string
}

export interface VendorReply {
  status: number
  headers: Readonly<Record<string, string>>
  body: string
  /** The account the call turned out to be for, where only the work itself can tell. */
  account?: string | undefined
}

/** One thing a vendor's API does. `run` is synchronous, so that a commit is atomic under concurrent calls. */
export interface VendorOperation {
  vendor: string
  identify(request: VendorRequest): { operation: string; account: string | null }
  /** Does it. Throws a Refusal for the vendor's own refusals. */
  run(request: VendorRequest): VendorReply
  /** The vendor's usual body for a status, for scripted failures. */
  failure(status: number, reason: string | undefined): VendorReply
}

/** A vendor says no; carries the answer to send. */
export class Refusal extends Error {
  readonly reply: VendorReply

  constructor(reply: VendorReply) {
    super(`refused with ${reply.status}`)
    this.name = 'Refusal'
    this.reply = reply
  }
}

export function jsonReply(status: number, value: unknown, headers: Record<string, string> = {}): VendorReply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  }
}

export function pageReply(status: number, html: string): VendorReply {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body: html }
}

export function redirectReply(location: string): VendorReply {
  return { status: 302, headers: { location }, body: '' }
}

export function emptyReply(): VendorReply {
  return { status: 204, headers: {}, body: '' }
}
