import type { PlatformCredentials } from '@foyer/meetings/platform'
import {
  PLATFORM_FACTS,
  PLATFORMS,
  type Platform,
  VARIABLE_PREFIXES,
  type VariablePrefix,
  type WebhookVariable,
} from '@foyer/shared/platforms'
import * as z from 'zod'
import { parseKeys } from './security/keyring.ts'

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/** An address without a path, e.g. `https://book.example.org`. */
export const originSchema = z
  .url({ protocol: /^https?$/, error: 'has to be an address such as https://book.example.org' })
  .refine((text) => URL.canParse(text) && new URL(text).origin === text.replace(/\/$/, ''), {
    error: 'has to be an origin: no path, query or password',
  })
  .transform((text) => new URL(text).origin)

const encryptionKeysSchema = z.string({ error: 'is missing' }).superRefine((text, ctx) => {
  try {
    parseKeys(text)
  } catch (error) {
    ctx.addIssue({ code: 'custom', message: `is wrong: ${error instanceof Error ? error.message : 'unreadable'}` })
  }
})

/** Plain HTTP only where it does not leave the machine, because the address may be a secret. */
const alertAddressSchema = z.url({ error: 'has to be an https:// address' }).refine(
  (text) => {
    if (!URL.canParse(text)) return false
    const { protocol, hostname, username, password } = new URL(text)
    const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
    return username + password === '' && (protocol === 'https:' || (protocol === 'http:' && isLocal))
  },
  { error: 'has to be an https:// address without a name or password in it' },
)

/** The variables that both the API and the worker read. */
export const coreVariables = {
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'has to be a postgres:// address' }),
  APP_URL: originSchema,
  ENCRYPTION_KEYS: encryptionKeysSchema,
  CONNECTION_POLICY: z.enum(['block', 'warn'], { error: 'has to be block or warn' }).default('block'),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `has to be one of ${LOG_LEVELS.join(', ')}` }).default('info'),
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'has to be an smtp:// or smtps:// address' }).optional(),
  ALERT_WEBHOOK_URL: alertAddressSchema.optional(),
  MAIL_FROM: z.string().default('Foyer <no-reply@localhost>'),
  ...platformVariables(),
}

type PlatformVariables = Record<
  `${VariablePrefix}_CLIENT_ID` | `${VariablePrefix}_CLIENT_SECRET` | WebhookVariable,
  z.ZodOptional<z.ZodString>
> &
  Record<`${VariablePrefix}_ORIGIN`, z.ZodOptional<typeof originSchema>>

// `Object.fromEntries` forgets which keys it was given.
function platformVariables(): PlatformVariables {
  const webhookSecrets = PLATFORMS.flatMap((platform) => webhookVariableOf(platform) ?? [])
  return Object.fromEntries([
    ...VARIABLE_PREFIXES.flatMap((prefix) => [
      [`${prefix}_CLIENT_ID`, z.string().optional()],
      [`${prefix}_CLIENT_SECRET`, z.string().optional()],
      [`${prefix}_ORIGIN`, originSchema.optional()],
    ]),
    ...webhookSecrets.map((name) => [name, z.string().regex(/^\S+$/, 'has to be without spaces').optional()]),
  ]) as PlatformVariables
}

function webhookVariableOf(platform: Platform): WebhookVariable | null {
  const facts = PLATFORM_FACTS[platform]
  return 'webhookSecret' in facts ? facts.webhookSecret : null
}

type CoreVariables = z.infer<z.ZodObject<typeof coreVariables>>

/** The platforms that both id and secret are given for. */
export function credentialsFrom(values: CoreVariables): Partial<Record<Platform, PlatformCredentials>> {
  const found: Partial<Record<Platform, PlatformCredentials>> = {}
  for (const platform of PLATFORMS) {
    const prefix = PLATFORM_FACTS[platform].variables
    if (prefix === null) continue
    const clientId = values[`${prefix}_CLIENT_ID`]
    const clientSecret = values[`${prefix}_CLIENT_SECRET`]
    const webhookVariable = webhookVariableOf(platform)
    if (clientId && clientSecret)
      found[platform] = {
        clientId,
        clientSecret,
        origin: values[`${prefix}_ORIGIN`],
        webhookSecret: webhookVariable ? values[webhookVariable] : undefined,
      }
  }
  return found
}

/** The environment cannot be used; `problems` holds one line for each variable. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError'
  readonly problems: string[]

  constructor(problems: string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}

/** Reads and checks variables; an empty one counts as unset. Throws `EnvironmentError` naming all that are wrong. */
export function readEnvironment<Shape extends z.ZodRawShape>(
  shape: Shape,
  env: Record<string, string | undefined>,
): z.infer<z.ZodObject<Shape>> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = z.object(shape).safeParse(given)
  if (parsed.success) return parsed.data
  const problems = new Map<string, string>()
  for (const { path, message } of parsed.error.issues) {
    const name = path.join('.')
    if (!problems.has(name)) problems.set(name, `${name} ${given[name] === undefined ? 'is missing' : message}`)
  }
  throw new EnvironmentError([...problems.values()])
}
