import { VARIABLE_PREFIXES } from '@foyer/shared/platforms'

/** Ids and secrets with which every platform can be connected at the sandbox, each where nothing else is set. */
export function developmentCredentials(given: NodeJS.ProcessEnv): Record<string, string> {
  const entries = VARIABLE_PREFIXES.flatMap((prefix) => [
    [`${prefix}_CLIENT_ID`, given[`${prefix}_CLIENT_ID`] || 'foyer-development'],
    [`${prefix}_CLIENT_SECRET`, given[`${prefix}_CLIENT_SECRET`] || 'foyer-development-secret'],
  ])
  return Object.fromEntries([...entries, ['ZOOM_WEBHOOK_SECRET', webhookSecret(given)]])
}

/** What Zoom signs its events with. */
export const webhookSecret = (given: NodeJS.ProcessEnv): string =>
  given.ZOOM_WEBHOOK_SECRET || 'foyer-development-webhook-secret'

/** Where each company is asked: at the origin that is set, or else at this one. */
export function platformOrigins(given: NodeJS.ProcessEnv, origin: string | undefined): NodeJS.ProcessEnv {
  return Object.fromEntries(
    VARIABLE_PREFIXES.map((prefix) => [`${prefix}_ORIGIN`, given[`${prefix}_ORIGIN`] || origin]),
  )
}

/** Whether any company is still to be played by the sandbox. */
export const lacksOrigin = (given: NodeJS.ProcessEnv): boolean =>
  VARIABLE_PREFIXES.some((prefix) => !given[`${prefix}_ORIGIN`])
