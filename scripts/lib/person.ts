import type { AppRouter } from '@foyer/api/router'
import { createTRPCClient, httpLink, httpSubscriptionLink, splitLink } from '@trpc/client'
import { EventSource } from 'eventsource'

/** Somebody who uses Foyer through its API, with a cookie jar instead of a browser. */
export interface Person {
  api: ReturnType<typeof createTRPCClient<AppRouter>>
  fetch: typeof fetch
}

/** Everybody's. */
export const PASSWORD = 'a-password-for-a-demo'

/** Signs somebody up and stays signed in; every request goes through `send`. Throws with the API's words. */
export async function signUp(
  appUrl: string,
  account: { name: string; email: string; role: 'customer' | 'provider'; timeZone: string },
  send: typeof fetch = fetch,
): Promise<Person> {
  const jar = new Map<string, string>()
  const withCookies: typeof fetch = async (input, init = {}) => {
    const headers = new Headers(init.headers)
    const cookies = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    if (cookies) headers.set('cookie', cookies)
    const answer = await send(input, { ...init, headers })
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      jar.set(name, value)
    }
    return answer
  }
  const answer = await withCookies(`${appUrl}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...account, password: PASSWORD }),
  })
  if (!answer.ok) throw new Error(`Signing up failed: ${answer.status} ${await answer.text()}`)
  const url = `${appUrl}/api/trpc`
  const api = createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: ({ type }) => type === 'subscription',
        true: httpSubscriptionLink({
          url,
          EventSource,
          eventSourceOptions: { fetch: (input, init) => withCookies(input, init) },
        }),
        false: httpLink({ url, fetch: (input, init) => withCookies(input, { ...init, signal: init?.signal ?? null }) }),
      }),
    ],
  })
  return { api, fetch: withCookies }
}
