import { z } from 'zod'

const port = z.coerce.number().int().min(0).max(65535)

const environment = z.object({
  SANDBOX_PORT: port.default(0),
  SANDBOX_SMTP_PORT: port.default(0),
  SANDBOX_HOST: z.string().min(1).default('localhost'),
  /** A file that keeps accounts, tokens, events and mails over a restart; without one everything is forgotten. */
  SANDBOX_STATE: z.string().min(1).optional(),
})

/** The settings of the sandbox process. Throws one line that names the variable that is wrong. */
export function readEnv(variables: NodeJS.ProcessEnv) {
  const parsed = environment.safeParse(variables)
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  throw new Error(`wrong environment: ${problems.join('; ')}`)
}
