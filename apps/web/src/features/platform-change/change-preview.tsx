import type { ChangePlatformInput } from '@foyer/shared/platform-change-schema'
import { useQuery } from '@tanstack/react-query'
import { trpc } from '../../api/trpc.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { countSessions, previewLines, soonWarning } from './change-copy.ts'

/** What a change of sessions would do; those that begin soon are taken only by somebody who says so. */
export function ChangePreview(props: {
  input: ChangePlatformInput
  isOne?: boolean | undefined
  includeSoon: boolean
  onIncludeSoon?: ((includeSoon: boolean) => void) | undefined
}) {
  const { input, isOne = false, includeSoon, onIncludeSoon } = props
  const { data } = useQuery(trpc.meetings.previewChange.queryOptions({ ...input, includeSoon }))
  const { data: without } = useQuery(trpc.meetings.previewChange.queryOptions({ ...input, includeSoon: false }))
  if (!data) return <SkeletonRows count={1} />
  const soon = without?.left.soon ?? 0
  return (
    <div className="space-y-2 text-body">
      <div role="status" className="space-y-2">
        {previewLines(data, { isOne }).map((line) => (
          <p key={line} className="text-soft">
            {line}
          </p>
        ))}
      </div>
      {soon > 0 && onIncludeSoon && (
        <div className="rounded-box bg-amber-soft px-4 py-1.5">
          <Checkbox isSelected={includeSoon} onChange={onIncludeSoon} hint={soonWarning(soon)}>
            {isOne
              ? 'Change it all the same'
              : `Change ${countSessions(soon)} that ${soon === 1 ? 'begins' : 'begin'} soon, too`}
          </Checkbox>
        </div>
      )}
    </div>
  )
}
