import { type Diagnosis, FINDING_SEVERITIES, type Finding, type FindingSeverity } from '@foyer/shared/doctor'
import type { ReasonOwner } from '@foyer/shared/meetings'

const HEADINGS: Record<FindingSeverity, string> = { problem: 'Needs somebody', warning: 'Worth knowing', ok: 'Well' }

const ACTORS: Record<ReasonOwner, string> = { provider: 'The provider', operator: 'The operator', foyer: 'Foyer' }

/** Titles and names are other people's words: nothing in them may steer a terminal. */
const CONTROL = /\p{Cc}/gu

const harmless = (text: string) => text.replace(CONTROL, ' ')

/** The diagnosis for people: grouped, most urgent first, one line for what is and one for what to do. */
export function tellDiagnosis({ findings, provider, allWell }: Diagnosis): string {
  const groups = FINDING_SEVERITIES.flatMap((severity) => {
    const found = findings.filter((one) => one.severity === severity)
    return found.length > 0 ? [[HEADINGS[severity], ...found.map(tellFinding)].join('\n')] : []
  })
  const count = findings.filter(({ severity }) => severity === 'problem').length
  const news = allWell ? 'All is well' : `${count} ${count === 1 ? 'thing needs' : 'things need'} somebody`
  return `${harmless(news + (provider ? `, seen for ${provider}` : ''))}.\n\n${groups.join('\n\n')}\n`
}

function tellFinding({ area, what, who, nextStep }: Finding): string {
  const line = `  ${area.padEnd(12)} ${harmless(what)}`
  return nextStep ? `${line}\n${' '.repeat(15)}${ACTORS[who]}: ${harmless(nextStep)}` : line
}
