import { createHmac, randomBytes } from 'node:crypto'
import { ControlError } from '../control/control-error.ts'
import { ensureAccount } from './accounts.ts'
import { renderMeeting, type StoredMeeting } from './meeting-store.ts'
import type { ZoomWorld } from './world.ts'

/** Where an app's events are sent to, and what they are signed with. */
export interface ZoomWebhook {
  url: string
  secret: string
}

/** Zoom waits this long for an address to prove itself. */
const VALIDATION_MS = 3000

const hmac = (secret: string, text: string) => createHmac('sha256', secret).update(text).digest('hex')

/** An event as Zoom signs it: over the time and the bytes of the body. */
function signedEvent(world: ZoomWorld, { secret }: ZoomWebhook, event: string, payload: object) {
  const now = world.clock.now().getTime()
  const body = JSON.stringify({ event, payload, event_ts: now })
  const timestamp = String(Math.floor(now / 1000))
  return {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'x-zm-request-timestamp': timestamp,
      'x-zm-signature': `v0=${hmac(secret, `v0:${timestamp}:${body}`)}`,
      'user-agent': 'Zoom Marketplace/1.0a',
    },
    body,
  }
}

/** Has an address prove that it knows the secret, as Zoom does before it sends anything. Throws ControlError `not_validated`. */
export async function validateAddress(world: ZoomWorld, webhook: ZoomWebhook): Promise<void> {
  const plainToken = randomBytes(16).toString('base64url')
  const { headers, body } = signedEvent(world, webhook, 'endpoint.url_validation', { plainToken })
  const refused = (why: string) => new ControlError(409, 'not_validated', `${webhook.url} did not prove itself: ${why}`)
  const signal = AbortSignal.timeout(VALIDATION_MS)
  const answer = await fetch(webhook.url, { method: 'POST', headers, body, redirect: 'manual', signal }).catch(() => {
    throw refused('no answer within three seconds')
  })
  const proof: unknown = await answer.json().catch(() => null)
  const expected = { plainToken, encryptedToken: hmac(webhook.secret, plainToken) }
  if (answer.status !== 200 || JSON.stringify(proof) !== JSON.stringify(expected))
    throw refused(`it answered ${answer.status}`)
}

/** Tells the app that an account has removed it. */
export function tellDeauthorized(world: ZoomWorld, email: string): void {
  const { id, accountId } = ensureAccount(world, email)
  send(world, email, 'app_deauthorized', {
    account_id: accountId,
    user_id: id,
    signature: randomBytes(32).toString('hex'),
    deauthorization_time: world.clock.now().toISOString(),
    client_id: [...world.state.apps.keys()][0] ?? '',
  })
}

/** Tells the app that a meeting was changed or is gone; of a removal only accounts on a paid plan are told. */
export function tellChanged(world: ZoomWorld, meeting: StoredMeeting): void {
  const host = ensureAccount(world, meeting.account)
  if (meeting.isDeleted && host.plan === 1) return
  const { uuid, id, host_id, topic, type, start_time, duration, timezone } = renderMeeting(meeting, host)
  const object = meeting.isDeleted
    ? { uuid, id, host_id, topic, type, start_time, duration, timezone }
    : { uuid, id, topic, start_time, duration, timezone }
  const payload = { account_id: host.accountId, operator: host.email, operator_id: host.id, operation: 'all', object }
  send(world, host.email, meeting.isDeleted ? 'meeting.deleted' : 'meeting.updated', payload)
}

/** Nothing is sent where nobody listens. */
function send(world: ZoomWorld, account: string, event: string, payload: object): void {
  const { webhook } = world.state
  if (!webhook) return
  const operation = `zoom.webhooks.${event.replace('.', '_')}`
  const { headers, body } = signedEvent(world, webhook, event, payload)
  world.deliver({ vendor: 'zoom', operation, account, url: webhook.url, headers, body })
}
