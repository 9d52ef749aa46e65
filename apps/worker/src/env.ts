import { coreVariables, credentialsFrom, readEnvironment } from '@foyer/core/environment'
import * as z from 'zod'

const variables = {
  ...coreVariables,
  /** Meetings brought in line at once by this process. */
  MEETING_CONCURRENCY: z.coerce.number({ error: 'has to be a number' }).int().min(1).max(100).default(8),
}

/** Everything the worker takes from its environment. Throws `EnvironmentError`. */
export function readEnv(env: Record<string, string | undefined>) {
  const values = readEnvironment(variables, env)
  return {
    appUrl: values.APP_URL,
    databaseUrl: values.DATABASE_URL,
    encryptionKeys: values.ENCRYPTION_KEYS,
    connectionPolicy: values.CONNECTION_POLICY,
    credentials: credentialsFrom(values),
    smtpUrl: values.SMTP_URL,
    mailFrom: values.MAIL_FROM,
    alertWebhookUrl: values.ALERT_WEBHOOK_URL,
    logLevel: values.LOG_LEVEL,
    meetingConcurrency: values.MEETING_CONCURRENCY,
  }
}
