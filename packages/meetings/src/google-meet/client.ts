import { calendar, type calendar_v3 } from '@googleapis/calendar'
import { Gaxios } from 'gaxios'
import { OAuth2Client } from 'google-auth-library'
import type { z } from 'zod'
import { type CallOptions, type PlatformCredentials, PlatformError } from '../platform.ts'
import { classifyProblem, type GoogleOperation } from './errors.ts'
import { describeError, UnreadableAnswer } from './problem.ts'

/** What a call of either client library comes back with. */
interface Answer {
  status: number
  data: unknown
}

/** Google's endpoints with every default that gets in the way turned off: no retries, a deadline, safe errors. */
export interface GoogleClient {
  /** The address of the consent page for these OAuth parameters. */
  consentUrl(parameters: Parameters<OAuth2Client['generateAuthUrl']>[0]): string
  /** Posts a form to an OAuth endpoint. */
  post(path: '/token' | '/revoke', form: Record<string, string>, options?: CallOptions): Promise<Answer>
  /** Reads the account's OpenID claims. */
  getUserInfo(accessToken: string, options?: CallOptions): Promise<Answer>
  /** The events of the account's calendars. */
  events(accessToken: string, options?: CallOptions): calendar_v3.Resource$Events
  /** The channels on which Google tells of changes. */
  channels(accessToken: string, options?: CallOptions): calendar_v3.Resource$Channels
  /** The keys that Google signs tokens with, as JWKs; rejects when they cannot be had. */
  fetchKeys(signal: AbortSignal): Promise<unknown>
  /** When the account's calendars are busy. */
  freeBusy(accessToken: string, options?: CallOptions): calendar_v3.Resource$Freebusy
  /** The space behind a Meet link, by its meeting code: reads it, or writes what `updateMask` names. */
  space(
    accessToken: string,
    code: string,
    write: { updateMask: string; body: object } | null,
    options?: CallOptions,
  ): Promise<Answer>
  /** Sends once and checks the answer. Throws PlatformError and nothing else. */
  call<T>(operation: GoogleOperation, answer: z.ZodType<T>, send: () => Promise<Answer>): Promise<T>
}

export function createGoogleClient(
  credentials: PlatformCredentials,
  { now, timeoutMs }: { now: () => Date; timeoutMs: number },
): GoogleClient {
  const { clientId, clientSecret, origin } = credentials
  const host = (usual: string) => origin ?? usual

  const transport = (options: CallOptions = {}) => ({
    timeout: timeoutMs,
    retry: false,
    ...(options.signal ? { signal: options.signal } : {}),
    ...(origin ? { noProxy: [new URL(origin)] } : {}),
  })

  const oauth = (options?: CallOptions) =>
    new OAuth2Client({
      clientId,
      clientSecret,
      endpoints: { oauth2AuthBaseUrl: `${host('https://accounts.google.com')}/o/oauth2/v2/auth` },
      transporterOptions: transport(options),
      // Its interceptors write whole answers, tokens included, to a debug log that the environment can turn on.
      useAuthRequestParameters: false,
    })

  const api = (accessToken: string, options?: CallOptions) => {
    const auth = oauth(options)
    // Without a refresh token the library never refreshes behind our back.
    auth.setCredentials({ access_token: accessToken })
    return calendar({ version: 'v3', auth, retry: false, ...(origin ? { rootUrl: `${origin}/` } : {}) })
  }

  return {
    consentUrl: (parameters) => oauth().generateAuthUrl(parameters),
    // Not through OAuth2Client: its token calls retry whatever they are told, and it revokes with the token in the URL.
    post: (path, form, options) =>
      new Gaxios(transport(options)).request<unknown>({
        method: 'POST',
        url: host('https://oauth2.googleapis.com') + path,
        data: new URLSearchParams(
          path === '/token' ? { ...form, client_id: clientId, client_secret: clientSecret } : form,
        ),
      }),
    getUserInfo: (accessToken, options) =>
      new Gaxios(transport(options)).request<unknown>({
        url: `${host('https://openidconnect.googleapis.com')}/v1/userinfo`,
        headers: { authorization: `Bearer ${accessToken}` },
      }),
    events: (accessToken, options) => api(accessToken, options).events,
    space: (accessToken, code, write, options) =>
      new Gaxios(transport(options)).request<unknown>({
        url: `${host('https://meet.googleapis.com')}/v2/spaces/${code}`,
        headers: { authorization: `Bearer ${accessToken}` },
        ...(write ? { method: 'PATCH', params: { updateMask: write.updateMask }, data: write.body } : {}),
      }),
    freeBusy: (accessToken, options) => api(accessToken, options).freebusy,
    channels: (accessToken, options) => api(accessToken, options).channels,
    async fetchKeys(signal) {
      const http = new Gaxios(transport({ signal }))
      return (await http.request<unknown>({ url: `${host('https://www.googleapis.com')}/oauth2/v3/certs` })).data
    },
    async call(operation, answer, send) {
      try {
        const { status, data } = await send()
        const parsed = answer.safeParse(data)
        if (!parsed.success) throw new UnreadableAnswer(status)
        return parsed.data
      } catch (error) {
        // The raw error is dropped on purpose: it carries the request with its tokens.
        const problem = describeError(error)
        if (problem) throw new PlatformError(classifyProblem(operation, problem, now()))
        throw new PlatformError({ kind: 'bug', code: error instanceof Error ? error.name : undefined })
      }
    },
  }
}
