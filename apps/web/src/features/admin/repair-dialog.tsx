import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { problemOf } from '../../api/problem.ts'
import { trpc } from '../../api/trpc.ts'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import type { ProblemFilter } from './admin-options.ts'
import { askedFor, previewCost, previewLines, scopeWords } from './repair-copy.ts'

/** Everything the list shows, or single sessions of it. */
export type RepairChoice = { filter: ProblemFilter } | { sessionIds: string[] }

/** What a repair would do, and the button that begins it. Nothing happens before it is pressed. */
export function RepairDialog({ choice: chosen, onClose }: { choice: RepairChoice; onClose: () => void }) {
  const cache = useQueryClient()
  const router = useRouter()
  const [name, setName] = useState('')
  const preview = useQuery(trpc.admin.repairs.preview.queryOptions(chosen, { staleTime: 0 }))
  const start = useMutation(
    trpc.admin.repairs.start.mutationOptions({
      onSuccess: async (repair) => {
        cache.setQueryData(trpc.admin.repairs.get.queryKey({ id: repair.id }), repair)
        void cache.invalidateQueries(trpc.admin.repairs.list.pathFilter())
        await router.navigate({ href: paths.adminRepair(repair.id) })
      },
    }),
  )
  const failure = start.error ?? preview.error
  const asked = preview.data ? askedFor(preview.data) : 0
  const given = name.trim()
  return (
    <Dialog
      title={'filter' in chosen ? 'Repair all' : 'Repair what you chose'}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Go back</Button>
          {asked > 0 && (
            <Button
              variant="primary"
              onPress={() => start.mutate({ ...chosen, ...(given && { name: given }) })}
              isPending={start.isPending}
            >
              {asked === 1 ? 'Repair 1 session' : `Repair ${asked.toLocaleString('en-GB')} sessions`}
            </Button>
          )}
        </>
      }
    >
      <p className="text-soft">
        {scopeWords('filter' in chosen ? chosen.filter : null)}, as the list shows them now. This is what would happen:
      </p>
      {preview.isPending && <SkeletonRows count={2} />}
      {preview.data && (
        <div role="status" className="space-y-3">
          {preview.data.total === 0 ? (
            <p>Nothing is left to repair.</p>
          ) : (
            <ul className="list-disc space-y-1 ps-5">
              {previewLines(preview.data).map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          )}
          {preview.data.hasMore && <p>These are the soonest; a second repair takes the rest.</p>}
          <p className="text-small text-soft">{previewCost(preview.data) ?? 'No platform would be called.'}</p>
        </div>
      )}
      {asked > 0 && (
        <TextField
          label="Name"
          hint="For the history, if you like: “After the outage”."
          value={name}
          onChange={setName}
          maxLength={80}
        />
      )}
      {failure && (
        <Notice tone="brick" title="That did not work">
          {problemOf(failure).message}
        </Notice>
      )}
    </Dialog>
  )
}
