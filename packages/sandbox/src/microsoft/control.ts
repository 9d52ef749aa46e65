import { z } from 'zod'
import { ControlError, checkControlInput } from '../control/control-error.ts'
import { type IssuedSecret, listIssuedSecrets } from '../control/issued-secrets.ts'
import { ensureAccount, type MicrosoftAccount } from './accounts.ts'
import { type OnlineMeeting, renderMeeting } from './online-meetings.ts'
import { ensureApp } from './token-endpoint.ts'
import { endGrants, expireAccessTokens } from './tokens.ts'
import type { MicrosoftApp, MicrosoftWorld } from './world.ts'

const email = z.email().toLowerCase()

export const accountInput = z.strictObject({
  email,
  name: z.string().optional(),
  kind: z.enum(['work', 'unlicensed', 'personal', 'admin_consent']).optional(),
  cannotRecord: z.boolean().optional(),
})
export const consentInput = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('page') }),
  z.strictObject({ mode: z.literal('grant'), account: email.optional(), scopes: z.array(z.string()).optional() }),
  z.strictObject({ mode: z.literal('deny'), error: z.string().min(1).optional() }),
])
export const appInput = z.strictObject({ clientId: z.string().min(1), isRefused: z.boolean() })
export const ownerInput = z.strictObject({ account: email })
export const lifetimeInput = z.strictObject({ seconds: z.number().int().min(1) })
export const meetingInput = z.strictObject({ id: z.string() })
export const moveInput = z.strictObject({ id: z.string(), startsAt: z.iso.datetime(), endsAt: z.iso.datetime() })

/** A meeting as Graph shows it, with what only the sandbox knows. */
export type TeamsMeetingDump = ReturnType<typeof dumpMeeting>

/** Everything a test can do to the stand-in for Microsoft; `/_sandbox/microsoft/*` offers the same over HTTP. */
export type MicrosoftControl = ReturnType<typeof createMicrosoftControl>

export function createMicrosoftControl(world: MicrosoftWorld) {
  return {
    accounts: (): MicrosoftAccount[] => [...world.state.accounts.values()],
    addAccount(input: z.input<typeof accountInput>): MicrosoftAccount {
      const { email: address, name, kind, cannotRecord } = checkControlInput(accountInput, input)
      const details = {
        ...(name && { name }),
        ...(kind && { kind }),
        ...(cannotRecord !== undefined && { cannotRecord }),
      }
      return ensureAccount(world, address, details)
    },
    /** How consent is given from now on: on the page, or at once for programs. */
    setConsent(input: z.input<typeof consentInput>): void {
      world.state.consent = checkControlInput(consentInput, input)
    },
    /** Has the token endpoint refuse an app, whatever it sends. */
    setApp(input: z.input<typeof appInput>): MicrosoftApp {
      const { clientId, isRefused } = checkControlInput(appInput, input)
      return Object.assign(ensureApp(world, clientId), { isRefused })
    },
    /** Makes every access token of an account useless. Returns how many there were. */
    expireAccessTokens: (account: string): number => expireAccessTokens(world, account.toLowerCase()),
    /** What an administrator's "revoke sessions" does. Returns how many refresh tokens died. */
    revokeGrant: (account: string): number => endGrants(world, account.toLowerCase()),
    /** For tokens issued from now on. */
    setAccessTokenLifetime(seconds: number): void {
      world.state.accessTokenLifetimeSeconds = checkControlInput(lifetimeInput, { seconds }).seconds
    },
    /** Codes and tokens, dead ones included, oldest first. */
    issuedSecrets: (): IssuedSecret[] => listIssuedSecrets(world.state, world.clock.now(), ({ alive }) => alive),
    /** All meetings of an account, deleted ones included, oldest first; without an account, of everybody. */
    meetings(account?: string): TeamsMeetingDump[] {
      const all = [...world.state.meetings.values()]
      const own = account === undefined ? all : all.filter((meeting) => meeting.account === account.toLowerCase())
      return own.map((meeting) => dumpMeeting(world, meeting))
    },
    /** Deleted by hand. Throws ControlError `not_found`. */
    deleteMeeting(input: z.input<typeof meetingInput>): TeamsMeetingDump {
      const meeting = liveMeeting(world, checkControlInput(meetingInput, input).id)
      meeting.isDeleted = true
      return dumpMeeting(world, meeting)
    },
    /** Moved by hand. Throws ControlError `not_found`. */
    moveMeeting(input: z.input<typeof moveInput>): TeamsMeetingDump {
      const { id, startsAt, endsAt } = checkControlInput(moveInput, input)
      return dumpMeeting(world, Object.assign(liveMeeting(world, id), { startsAt, endsAt }))
    },
  }
}

function liveMeeting(world: MicrosoftWorld, id: string): OnlineMeeting {
  const meeting = world.state.meetings.get(id)
  if (meeting && !meeting.isDeleted) return meeting
  throw new ControlError(404, 'not_found', `there is no live meeting with the id ${id}`)
}

function dumpMeeting(world: MicrosoftWorld, meeting: OnlineMeeting) {
  const { account, isDeleted } = meeting
  return { ...renderMeeting(meeting, ensureAccount(world, account)), sandbox: { account, isDeleted } }
}
