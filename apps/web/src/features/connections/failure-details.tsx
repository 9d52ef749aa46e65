import { type ConnectionDto, DAILY_LIMIT } from '@foyer/shared/connections'
import { PLATFORM_NAMES } from '@foyer/shared/platforms'
import { CopyButton } from '../../ui/copy-button.tsx'

/** Code and time of what is wrong, for whoever helps; folded away, because it is nothing to read for most. */
export function FailureDetails({ connection }: { connection: ConnectionDto }) {
  const text = failureDetails(connection)
  if (!text) return null
  return (
    <details className="text-small text-soft">
      <summary className="w-fit cursor-pointer rounded-chip py-1 font-medium">Details</summary>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 pt-1.5">
        <p className="min-w-0 font-mono text-fine break-words">{text}</p>
        <CopyButton text={text} isDense>
          Copy details
        </CopyButton>
      </div>
    </details>
  )
}

/** "Google Meet: revoked (invalid_grant) since 2026-11-18T09:00:00.000Z"; null while there is nothing to explain. */
export function failureDetails({ platform, status, reason, statusChangedAt }: ConnectionDto): string | null {
  if (!reason || !statusChangedAt || status === 'disconnecting' || reason === DAILY_LIMIT) return null
  return `${PLATFORM_NAMES[platform]}: ${status} (${reason}) since ${statusChangedAt}`
}
