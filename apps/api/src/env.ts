import { resolve } from 'node:path'
import { coreVariables, credentialsFrom, originSchema, readEnvironment } from '@foyer/core/environment'
import * as z from 'zod'

const port = z.coerce.number({ error: 'has to be a number' }).int().min(0).max(65_535)

const secretSchema = z
  .string()
  .min(32, 'has to have at least 32 characters')
  .refine((secret) => new Set(secret).size >= 8, { error: 'is not random enough' })

const variables = {
  ...coreVariables,
  APP_URL: originSchema.optional(),
  AUTH_SECRET: secretSchema,
  HOST: z.string().default('localhost'),
  PORT: port.default(3000),
  /** Where the built web app lies. */
  WEB_DIST: z.string().default(resolve(import.meta.dirname, '../../web/dist')),
  /** `1` behind a reverse proxy, whose X-Forwarded-For is then believed. */
  TRUST_PROXY: z.enum(['0', '1'], { error: 'has to be 0 or 1' }).default('0'),
}

/** Everything the API takes from its environment. Throws `EnvironmentError`. */
export function readEnv(env: Record<string, string | undefined>) {
  const values = readEnvironment(variables, env)
  const appUrl = values.APP_URL ?? `http://localhost:${values.PORT}`
  return {
    host: values.HOST,
    port: values.PORT,
    appUrl,
    databaseUrl: values.DATABASE_URL,
    authSecret: values.AUTH_SECRET,
    encryptionKeys: values.ENCRYPTION_KEYS,
    connectionPolicy: values.CONNECTION_POLICY,
    credentials: credentialsFrom({ ...values, APP_URL: appUrl }),
    webDist: values.WEB_DIST,
    trustProxy: values.TRUST_PROXY === '1',
    smtpUrl: values.SMTP_URL,
    mailFrom: values.MAIL_FROM,
    logLevel: values.LOG_LEVEL,
  }
}
