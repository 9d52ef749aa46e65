import { z } from 'zod'
import { ControlError, checkControlInput } from '../control/control-error.ts'
import { type IssuedSecret, listIssuedSecrets } from '../control/issued-secrets.ts'
import { ensureAccount, type GoogleAccount } from './accounts.ts'
import type { Channel } from './channels.ts'
import { ensureClient } from './clients.ts'
import { type ConferenceMode, conferenceMode } from './conferences.ts'
import { checkEventFields } from './event-input.ts'
import { addEvent, calendarOf, changeEvent, type EventResource, renderEvent, type StoredEvent } from './event-store.ts'
import { newEventId } from './events.ts'
import { parseScopes } from './scopes.ts'
import { securityEventInput, sendSecurityEvent, signSecurityEvent, tellOfRemovedAccess } from './security-events.ts'
import { MEET_LICENCES, type SpaceSetUp, setUpOf } from './spaces.ts'
import { expireAccessTokens, revokeGrant, withdrawScope } from './tokens.ts'
import type { ConsentMode, GoogleClient, GoogleWorld } from './world.ts'

const email = z.email().toLowerCase()
const instant = z.iso.datetime({ offset: true })

export const accountInput = z.strictObject({ email, name: z.string().optional() })
export const consentInput = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('page') }),
  z.strictObject({ mode: z.literal('grant'), account: email.optional(), scopes: z.array(z.string()).optional() }),
  z.strictObject({ mode: z.literal('deny'), error: z.string().min(1).optional() }),
])
export const conferenceInput = conferenceMode.extend({ account: email.optional() })
export const licenceInput = z.strictObject({ account: email, licence: z.enum(MEET_LICENCES) })
export const ownerInput = z.strictObject({ account: email })
export const receiverInput = z.strictObject({ address: z.url({ protocol: /^https?$/ }).nullable() })
export const scopeInput = z.strictObject({ account: email, scope: z.string().min(1) })
export const lifetimeInput = z.strictObject({ seconds: z.number().int().min(1) })
export const permissionLifetimeInput = z.strictObject({ seconds: z.number().int().min(1).nullable() })
export const clientInput = z.strictObject({
  clientId: z.string().min(1),
  secret: z.string().nullable().optional(),
  redirectUris: z.array(z.string()).nullable().optional(),
  refusal: z.enum(['invalid_client', 'unauthorized_client', 'deleted_client']).nullable().optional(),
})
const startsBeforeEnd = {
  check: ({ startsAt, endsAt }: { startsAt: string; endsAt: string }) => new Date(startsAt) < new Date(endsAt),
  message: { path: ['endsAt'], message: 'must be after startsAt' },
}
export const handMadeEvent = z
  .strictObject({
    account: email,
    startsAt: instant,
    endsAt: instant,
    summary: z.string().default('Private appointment'),
    id: z
      .string()
      .regex(/^[a-v0-9]{5,1024}$/)
      .optional(),
  })
  .refine(startsBeforeEnd.check, startsBeforeEnd.message)
export const moveInput = z
  .strictObject({ account: email, id: z.string(), startsAt: instant, endsAt: instant })
  .refine(startsBeforeEnd.check, startsBeforeEnd.message)
export const eventInput = z.strictObject({ account: email, id: z.string() })

/** An event as the API shows it, with what only the sandbox knows. */
export type EventDump = EventResource & { sandbox: Pick<StoredEvent, 'account' | 'createdBy' | 'mailings'> }

/** Everything a test can do to the stand-in for Google; `/_sandbox/google/*` offers the same over HTTP. */
export type GoogleControl = ReturnType<typeof createGoogleControl>

export function createGoogleControl(world: GoogleWorld) {
  return {
    accounts: (): GoogleAccount[] => [...world.state.accounts.values()],
    addAccount(input: z.input<typeof accountInput>): GoogleAccount {
      const { email: address, name } = checkControlInput(accountInput, input)
      return ensureAccount(world, address, name)
    },
    /** How consent is given from now on: on the page, or at once for programs. */
    setConsent(input: z.input<typeof consentInput>): void {
      world.state.consent = readConsent(checkControlInput(consentInput, input))
    },
    /** How Meet behaves for an account, or for all accounts without a setting of their own. */
    setConferences(input: z.input<typeof conferenceInput>): void {
      const { account = '*', ...mode }: ConferenceMode & { account?: string | undefined } = checkControlInput(
        conferenceInput,
        input,
      )
      world.state.conferenceModes.set(account, mode)
    },
    /** What the plan of an account has of recording and transcription. */
    setMeetLicence(input: z.input<typeof licenceInput>): void {
      const { account, licence } = checkControlInput(licenceInput, input)
      world.state.meetLicences ??= new Map()
      world.state.meetLicences.set(account, licence)
    },
    /** How the room of an event is set up. Throws ControlError `not_found`. */
    spaceOf(input: z.input<typeof eventInput>): SpaceSetUp {
      const { conference } = liveEvent(world, checkControlInput(eventInput, input))
      return setUpOf(world, conference?.conferenceId ?? '')
    },
    /** Registers or changes an OAuth client: its secret, its redirect addresses, or an error it always gets. */
    setClient(input: z.input<typeof clientInput>): GoogleClient {
      const { clientId, secret, redirectUris, refusal } = checkControlInput(clientInput, input)
      const client = ensureClient(world, clientId)
      if (secret !== undefined) client.secret = secret
      if (redirectUris !== undefined) client.redirectUris = redirectUris
      if (refusal !== undefined) client.refusal = refusal
      return client
    },
    /** Makes every access token of an account useless; the refresh token still works. Returns how many there were. */
    expireAccessTokens: (account: string): number => expireAccessTokens(world, account.toLowerCase()),
    /** What "Remove access" in the Google account does, security events included. Returns how many refresh tokens died. */
    revokeGrant(account: string): number {
      tellOfRemovedAccess(world, account.toLowerCase())
      return revokeGrant(world, account.toLowerCase())
    },
    /** Where security events go from now on, as an operator registers it; null: nowhere. */
    setReceiver(input: z.input<typeof receiverInput>): void {
      world.state.receiver = checkControlInput(receiverInput, input).address
    },
    /** Sends a security event to the receiver; nothing at Google itself changes by it. */
    sendSecurityEvent: (input: z.input<typeof securityEventInput>): void =>
      sendSecurityEvent(world, checkControlInput(securityEventInput, input)),
    /** The signed token that would be sent. */
    signSecurityEvent: (input: z.input<typeof securityEventInput>): string =>
      signSecurityEvent(world, checkControlInput(securityEventInput, input)),
    /** The channels that ring when something in an account's calendar changes. */
    channels: (account: string): Channel[] =>
      [...world.state.channels.values()].filter((channel) => channel.account === account.toLowerCase()),
    /** One permission taken back in the Google account, the others kept. Returns how many refresh tokens held it. */
    withdrawScope(input: z.input<typeof scopeInput>): number {
      const { account, scope } = checkControlInput(scopeInput, input)
      return withdrawScope(world, account, scope)
    },
    /** For tokens issued from now on. */
    setAccessTokenLifetime(seconds: number): void {
      world.state.accessTokenLifetimeSeconds = checkControlInput(lifetimeInput, { seconds }).seconds
    },
    /** For permissions given from now on; null: they have no end. */
    setPermissionLifetime(seconds: number | null): void {
      world.state.refreshTokenLifetimeSeconds =
        checkControlInput(permissionLifetimeInput, { seconds }).seconds ?? undefined
    },
    /** Every token and code that was ever issued, oldest first: what a search for leaks has to know. Not over HTTP. */
    issuedSecrets: (): IssuedSecret[] => listIssuedSecrets(world.state, world.clock.now(), ({ alive }) => alive),
    /** All events of an account, deleted ones included, oldest first; without an account, of everybody. */
    events(account?: string): EventDump[] {
      const owners = account === undefined ? [...world.state.calendars.keys()] : [account.toLowerCase()]
      return owners.flatMap((owner) => [...(world.state.calendars.get(owner)?.values() ?? [])]).map(dumpEvent)
    },
    /** An appointment that the provider made by hand in the calendar. Throws ControlError when the id is taken. */
    addEvent(input: z.input<typeof handMadeEvent>): EventDump {
      const { account, startsAt, endsAt, summary, id = newEventId() } = checkControlInput(handMadeEvent, input)
      if (calendarOf(world, account).has(id)) throw new ControlError(400, 'body_invalid', `the id ${id} is taken`)
      const fields = checkEventFields({ summary, start: { dateTime: startsAt }, end: { dateTime: endsAt } })
      return dumpEvent(addEvent(world, { id, account, createdBy: 'hand', fields, conference: null, mailings: [] }))
    },
    /** Deleted by hand in the calendar. Throws ControlError `not_found`. */
    deleteEvent(input: z.input<typeof eventInput>): EventDump {
      return dumpEvent(
        changeEvent(world, liveEvent(world, checkControlInput(eventInput, input)), { status: 'cancelled' }),
      )
    },
    /** Dragged to another time by hand. Throws ControlError `not_found`. */
    moveEvent(input: z.input<typeof moveInput>): EventDump {
      const { startsAt, endsAt, ...which } = checkControlInput(moveInput, input)
      const event = liveEvent(world, which)
      const times = { start: { dateTime: startsAt }, end: { dateTime: endsAt } }
      const fields = checkEventFields({ ...event.fields, ...times })
      return dumpEvent(changeEvent(world, event, { fields, sequence: event.sequence + 1 }))
    },
    /** The Meet room removed from the event by hand. Throws ControlError `not_found`. */
    removeConference(input: z.input<typeof eventInput>): EventDump {
      return dumpEvent(changeEvent(world, liveEvent(world, checkControlInput(eventInput, input)), { conference: null }))
    },
  }
}

function readConsent(input: z.output<typeof consentInput>): ConsentMode {
  if (input.mode !== 'grant' || !input.scopes) return input
  return { ...input, scopes: parseScopes(input.scopes.join(' ')) }
}

function liveEvent(world: GoogleWorld, { account, id }: { account: string; id: string }): StoredEvent {
  const event = calendarOf(world, account).get(id)
  if (event && event.status !== 'cancelled') return event
  throw new ControlError(404, 'not_found', `${account} has no live event with the id ${id}`)
}

function dumpEvent(event: StoredEvent): EventDump {
  const { account, createdBy, mailings } = event
  return { ...renderEvent(event), sandbox: { account, createdBy, mailings: [...mailings] } }
}
