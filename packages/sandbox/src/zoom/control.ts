import { z } from 'zod'
import { ControlError, checkControlInput } from '../control/control-error.ts'
import { type IssuedSecret, listIssuedSecrets } from '../control/issued-secrets.ts'
import { ensureAccount, type ZoomAccount } from './accounts.ts'
import { renderMeeting, type StoredMeeting } from './meeting-store.ts'
import { dayKey } from './meetings.ts'
import { ensureApp } from './token-endpoint.ts'
import { endGrants, expireAccessTokens } from './tokens.ts'
import { tellChanged, tellDeauthorized, validateAddress } from './webhooks.ts'
import type { ZoomApp, ZoomWorld } from './world.ts'

const email = z.email().toLowerCase()

export const accountInput = z.strictObject({
  email,
  name: z.string().optional(),
  plan: z.union([z.literal(1), z.literal(2), z.literal(4)]).optional(),
})
export const consentInput = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('page') }),
  z.strictObject({ mode: z.literal('grant'), account: email.optional(), scopes: z.array(z.string()).optional() }),
  z.strictObject({ mode: z.literal('deny') }),
])
export const appInput = z.strictObject({
  clientId: z.string().min(1),
  refusal: z.enum(['invalid_client', 'disabled']).nullable(),
})
export const ownerInput = z.strictObject({ account: email })
export const lifetimeInput = z.strictObject({ seconds: z.number().int().min(1) })
export const graceInput = z.strictObject({ seconds: z.number().int().min(0) })
export const writesInput = z.strictObject({ account: email, writes: z.number().int().min(0) })
export const webhookInput = z.strictObject({ url: z.url(), secret: z.string().min(1) })
export const meetingInput = z.strictObject({ id: z.string() })
export const moveInput = z.strictObject({ id: z.string(), startsAt: z.iso.datetime() })

/** A meeting as the API shows it, with what only the sandbox knows. */
export type ZoomMeetingDump = ReturnType<typeof dumpMeeting>

/** Everything a test can do to the stand-in for Zoom; `/_sandbox/zoom/*` offers the same over HTTP. */
export type ZoomControl = ReturnType<typeof createZoomControl>

export function createZoomControl(world: ZoomWorld) {
  return {
    accounts: (): ZoomAccount[] => [...world.state.accounts.values()],
    addAccount(input: z.input<typeof accountInput>): ZoomAccount {
      const { email: address, name, plan } = checkControlInput(accountInput, input)
      return ensureAccount(world, address, { ...(name && { name }), ...(plan && { plan }) })
    },
    /** How consent is given from now on: on the page, or at once for programs. */
    setConsent(input: z.input<typeof consentInput>): void {
      world.state.consent = checkControlInput(consentInput, input)
    },
    /** Has the token endpoint refuse an app, whatever it sends. */
    setApp(input: z.input<typeof appInput>): ZoomApp {
      const { clientId, refusal } = checkControlInput(appInput, input)
      return Object.assign(ensureApp(world, clientId), { refusal })
    },
    /** Makes every access token of an account useless. Returns how many there were. */
    expireAccessTokens: (account: string): number => expireAccessTokens(world, account.toLowerCase()),
    /** Kills an account's tokens without a word, as a change of password may. Returns how many refresh tokens died. */
    revokeGrant: (account: string): number => endGrants(world, account.toLowerCase()),
    /** What removing the app in the Marketplace does: the tokens die, and the app is told. Returns how many died. */
    deauthorize(account: string): number {
      const died = endGrants(world, account.toLowerCase())
      tellDeauthorized(world, account.toLowerCase())
      return died
    },
    /** Subscribes to the app's events once the address has proved itself. Throws ControlError `not_validated`. */
    async setWebhook(input: z.input<typeof webhookInput>): Promise<void> {
      const webhook = checkControlInput(webhookInput, input)
      await validateAddress(world, webhook)
      world.state.webhook = webhook
    },
    /** For tokens issued from now on. */
    setAccessTokenLifetime(seconds: number): void {
      world.state.accessTokenLifetimeSeconds = checkControlInput(lifetimeInput, { seconds }).seconds
    },
    /** How long a refresh token that was used is taken once more; 0, the default: its second use ends the permission. */
    setRefreshGrace(seconds: number): void {
      world.state.refreshGraceSeconds = checkControlInput(graceInput, { seconds }).seconds
    },
    /** How much of today's limit of creates and updates an account has used. */
    setDailyWrites(input: z.input<typeof writesInput>): void {
      const { account, writes } = checkControlInput(writesInput, input)
      world.state.dailyWrites.set(dayKey(world, account), writes)
    },
    /** Refresh tokens that would still be taken, and whose they are. */
    liveRefreshTokens: (account: string): string[] =>
      [...world.state.refreshTokens]
        .filter(([, token]) => token.account === account.toLowerCase() && token.state === 'alive')
        .map(([value]) => value),
    /** Codes and tokens, dead ones included, oldest first. */
    issuedSecrets: (): IssuedSecret[] =>
      listIssuedSecrets(world.state, world.clock.now(), ({ state }) => state === 'alive'),
    /** All meetings of an account, deleted ones included, oldest first; without an account, of everybody. */
    meetings(account?: string): ZoomMeetingDump[] {
      const all = [...world.state.meetings.values()]
      const own = account === undefined ? all : all.filter((meeting) => meeting.account === account.toLowerCase())
      return own.map((meeting) => dumpMeeting(world, meeting))
    },
    /** Deleted by hand. Throws ControlError `not_found`. */
    deleteMeeting(input: z.input<typeof meetingInput>): ZoomMeetingDump {
      const meeting = liveMeeting(world, checkControlInput(meetingInput, input).id)
      meeting.isDeleted = true
      tellChanged(world, meeting)
      return dumpMeeting(world, meeting)
    },
    /** Moved by hand. Throws ControlError `not_found`. */
    moveMeeting(input: z.input<typeof moveInput>): ZoomMeetingDump {
      const { id, startsAt } = checkControlInput(moveInput, input)
      const meeting = liveMeeting(world, id)
      meeting.startsAt = new Date(startsAt).toISOString()
      tellChanged(world, meeting)
      return dumpMeeting(world, meeting)
    },
  }
}

function liveMeeting(world: ZoomWorld, id: string): StoredMeeting {
  const meeting = world.state.meetings.get(id)
  if (meeting && !meeting.isDeleted) return meeting
  throw new ControlError(404, 'not_found', `there is no live meeting with the id ${id}`)
}

function dumpMeeting(world: ZoomWorld, meeting: StoredMeeting) {
  const { account, isDeleted } = meeting
  return { ...renderMeeting(meeting, ensureAccount(world, account)), sandbox: { account, isDeleted } }
}
