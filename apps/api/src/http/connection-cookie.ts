import type { CookieSerializeOptions } from '@fastify/cookie'
import type { Platform } from '@foyer/shared/platforms'

/** As long as an authorization lasts. */
const MAX_AGE_SECONDS = 600

/** The cookie that ties an authorization to the browser that began it; one for each platform, so two can run at once. */
export function connectionCookie(
  appUrl: string,
  platform: Platform,
): { name: string; attributes: CookieSerializeOptions } {
  const secure = appUrl.startsWith('https:')
  return {
    name: `${secure ? '__Secure-' : ''}foyer.connection.${platform}`,
    attributes: { path: '/api/connections', httpOnly: true, sameSite: 'lax', secure, maxAge: MAX_AGE_SECONDS },
  }
}
