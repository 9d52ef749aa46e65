import { type ConnectionDto, DAILY_LIMIT } from '@foyer/shared/connections'
import { useNow } from '../../lib/use-now.ts'
import { Notice } from '../../ui/notice.tsx'
import { useReader } from '../../ui/reader.ts'
import { ConnectButton } from './connect-button.tsx'
import { connectionCopy } from './connection-copy.ts'
import { listImpacts } from './impact.ts'
import { TryAllButton } from './try-all-button.tsx'

/** What waiting sessions need, the most pressing platform only, with the one thing to do. Nothing while none waits. */
export function ImpactNotice({ connections, returnTo }: { connections: readonly ConnectionDto[]; returnTo: string }) {
  const now = useNow()
  const reader = useReader()
  const [impact] = listImpacts(connections, now, reader)
  if (!impact) return null
  const { connection, tone, title, text, needsProvider } = impact
  const { verb } = connectionCopy(connection, now, reader)
  return (
    <Notice
      tone={tone}
      title={title}
      action={
        needsProvider
          ? verb && (
              <ConnectButton
                platform={connection.platform}
                verb={verb}
                returnTo={returnTo}
                variant="primary"
                effect={`repairs ${connection.sessionsAffected === 1 ? '1 session' : `${connection.sessionsAffected} sessions`}`}
              />
            )
          : // No try helps before the day is over at the platform.
            connection.reason !== DAILY_LIMIT && <TryAllButton />
      }
    >
      {text}
    </Notice>
  )
}
