const COMPANIES = ['GOOGLE', 'ZOOM', 'MICROSOFT'] as const

/** Ids and secrets with which every platform can be connected at the sandbox, each where nothing else is set. */
export function developmentCredentials(given: NodeJS.ProcessEnv): Record<string, string> {
  const entries = COMPANIES.flatMap((company) => [
    [`${company}_CLIENT_ID`, given[`${company}_CLIENT_ID`] || 'foyer-development'],
    [`${company}_CLIENT_SECRET`, given[`${company}_CLIENT_SECRET`] || 'foyer-development-secret'],
  ])
  return Object.fromEntries(entries)
}

/** Where each company is asked: at the origin that is set, or else at this one. */
export function platformOrigins(given: NodeJS.ProcessEnv, origin: string | undefined): NodeJS.ProcessEnv {
  return Object.fromEntries(COMPANIES.map((company) => [`${company}_ORIGIN`, given[`${company}_ORIGIN`] || origin]))
}

/** Whether any company is still to be played by the sandbox. */
export const lacksOrigin = (given: NodeJS.ProcessEnv): boolean =>
  COMPANIES.some((company) => !given[`${company}_ORIGIN`])
