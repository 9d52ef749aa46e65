import { personNameSchema } from '@foyer/shared/account-schema'
import { timeZoneSchema } from '@foyer/shared/common-schema'
import * as z from 'zod'

export const PASSWORD_LENGTH = { min: 8, max: 128 } as const

/** The roles a person may give themselves; an admin is made by an admin. */
export const SIGN_UP_ROLES = ['customer', 'provider'] as const

/** What signing up takes; anything else in it is refused. */
export const signUpSchema = z.strictObject({
  name: personNameSchema,
  email: z.email({ error: 'Give an e-mail address.' }).max(254),
  password: z
    .string()
    .min(PASSWORD_LENGTH.min, `At least ${PASSWORD_LENGTH.min} characters.`)
    .max(PASSWORD_LENGTH.max, `At most ${PASSWORD_LENGTH.max} characters.`),
  role: z.enum(SIGN_UP_ROLES, { error: 'Sign up as customer or provider.' }).default('customer'),
  timeZone: timeZoneSchema.default('UTC'),
  rememberMe: z.boolean().optional(),
})
