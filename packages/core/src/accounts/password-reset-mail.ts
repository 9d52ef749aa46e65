import type { Mail } from '../mail.ts'

/** The mail with the link to the page where a new password is set; the link works once and for an hour. */
export const passwordResetMail = (appUrl: string, to: string, token: string): Mail => ({
  to,
  subject: 'Set a new password for Foyer',
  text: [
    'Somebody, hopefully you, asked to set a new password for your Foyer account.',
    '',
    `${appUrl}/reset-password?token=${encodeURIComponent(token)}`,
    '',
    'The link works once, for one hour. If it was not you, nothing has changed and you can ignore this mail.',
  ].join('\n'),
})
