/** Scopes that mean signing in; they are asked for but not what a token of Graph is good for. */
const SIGN_IN = ['openid', 'profile', 'email', 'offline_access']

const WORDS: Record<string, string> = {
  'User.Read': 'See who you are',
  'OnlineMeetings.ReadWrite': 'Create, change and delete your online meetings',
}

/** The scopes of a request, whichever way they are spelled. */
export const parseScopes = (text: string): string[] =>
  text
    .split(' ')
    .filter((scope) => scope !== '')
    .map((scope) => scope.replace('https://graph.microsoft.com/', ''))

export const isSignInScope = (scope: string): boolean => SIGN_IN.includes(scope)
export const describeScope = (scope: string): string => WORDS[scope] ?? scope
