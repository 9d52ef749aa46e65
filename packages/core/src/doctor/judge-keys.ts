import type { Finding } from '@foyer/shared/doctor'
import type { Seal } from '../security/keyring.ts'
import { finding, plural } from './words.ts'

/** Which encryption keys the stored tokens are under, whether all can be opened, and which key has to be kept. */
export function judgeKeys(seals: Seal[]): Finding[] {
  if (seals.length === 0) return [finding({ area: 'connections', what: 'No secret is stored.' })]
  return [...Map.groupBy(seals, ({ keyId }) => keyId)].map(([keyId, under]) => judgeKey(keyId, under))
}

function judgeKey(keyId: string | null, under: Seal[]): Finding {
  const area = 'connections'
  const count = plural(under.length, 'stored token')
  const shut = under.filter(({ state }) => state !== 'whole')
  if (keyId === null)
    return finding({ area, severity: 'problem', who: 'operator', what: `${count} not under any key.`, nextStep: SHUT })
  const isCurrent = under.some((seal) => seal.isCurrent)
  const place = isCurrent ? 'the first one' : 'not the first one'
  if (shut.some(({ state }) => state === 'unknown_key'))
    return finding({
      area,
      severity: 'problem',
      who: 'operator',
      what: `${count} under the key "${keyId}", which is not among ENCRYPTION_KEYS; none can be opened.`,
      nextStep: `Put the key "${keyId}" back into ENCRYPTION_KEYS, behind the first one.`,
    })
  if (shut.length > 0)
    return finding({
      area,
      severity: 'problem',
      who: 'operator',
      what: `${count} under the key "${keyId}" (${place}), of which ${shut.length} cannot be opened.`,
      nextStep: SHUT,
    })
  const what = `${count} under the key "${keyId}" (${place}); all can be opened.`
  if (isCurrent) return finding({ area, what })
  const nextStep = `Keep "${keyId}" in ENCRYPTION_KEYS for as long as anything is under it.`
  return finding({ area, severity: 'warning', who: 'operator', what, nextStep })
}

const SHUT =
  'Find out who changed the key or the table connection_secrets; the providers concerned have to connect again.'
