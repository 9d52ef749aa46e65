import type { ConnectionDto } from '@foyer/shared/connections'
import { PLATFORM_COMPANIES, PLATFORM_NAMES } from '@foyer/shared/platforms'

/** What a provider sends to the administrator of the organisation: which app, what it may do, and where to allow it. */
export function adminRequestText(
  { platform, accountEmail, adminRequest }: Pick<ConnectionDto, 'platform' | 'accountEmail' | 'adminRequest'>,
  origin: string,
): string | null {
  if (!adminRequest) return null
  const company = PLATFORM_COMPANIES[platform]
  const account = accountEmail ? ` with my account ${accountEmail}` : ''
  return [
    'Hello,',
    `I meet people online through Foyer (${origin}) and would like to use it${account}. Our organisation does not allow its app at ${company} yet.`,
    `The app: Foyer, client ID ${adminRequest.clientId}`,
    `What it asks for: ${adminRequest.scopes.join(', ')}`,
    `What for: it makes, moves and removes the ${PLATFORM_NAMES[platform]} links of my sessions. It reads nothing else.`,
    ...(platform === 'google_meet'
      ? [
          'Where: Google Admin console, Security, Access and data control, API controls. Trust the app with this client ID.',
        ]
      : []),
    'Thank you!',
  ].join('\n\n')
}
